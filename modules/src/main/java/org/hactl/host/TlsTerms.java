package org.hactl.host;

import org.jspecify.annotations.Nullable;

/**
 * How a check opens TLS, and which certificate it accepts. The files are the director's.
 *
 * @param serverName the name that is asked for (SNI) and that the certificate must have; an address
 *     is not asked for; null for none
 * @param caFile PEM certificates to trust; null for those of the agent's Java runtime
 * @param client null if the check shows no certificate
 * @param minVersion the oldest version that it speaks
 * @param warnDays with fewer days than this until the certificate expires, the check warns
 */
public record TlsTerms(
    @Nullable String serverName,
    Verify verify,
    @Nullable String caFile,
    @Nullable ClientCertificate client,
    MinVersion minVersion,
    int warnDays) {

  /** What of the server's certificate must be right. */
  public enum Verify {
    /** A trusted CA has signed it, it is valid now, and it has the name. */
    FULL,
    /** A trusted CA has signed it, and it is valid now. */
    CHAIN,
    NONE
  }

  /** The oldest version of TLS. */
  public enum MinVersion {
    TLS_1_2,
    TLS_1_3;

    /** {@code 1.2}. */
    public String text() {
      return this == TLS_1_2 ? "1.2" : "1.3";
    }
  }

  /**
   * A certificate with its chain, and its private key (PKCS #8), as PEM files.
   *
   * @param certFile absolute path
   * @param keyFile absolute path
   */
  public record ClientCertificate(String certFile, String keyFile) {}
}
