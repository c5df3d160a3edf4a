package org.hactl.health.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.DeadlineSocket;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.jspecify.annotations.Nullable;

/** Opens TLS on connections, on the same terms each time. Safe for use from several threads. */
public final class TlsClient {
  private final TlsTerms terms;
  private final InstantSource wallClock;
  private final @Nullable String protocol;
  private final TlsFiles files;

  /** Without ALPN. */
  public TlsClient(TlsTerms terms, InstantSource wallClock) {
    this(terms, wallClock, null);
  }

  /**
   * @param wallClock tells how long a certificate is still valid
   * @param protocol that the server has to choose by ALPN (RFC 7301); null for none
   */
  public TlsClient(TlsTerms terms, InstantSource wallClock, @Nullable String protocol) {
    this.terms = terms;
    this.wallClock = wallClock;
    this.protocol = protocol;
    this.files = new TlsFiles(terms);
  }

  /** An open session. */
  public record Session(SSLSocket socket, Expiry expiry) {}

  /**
   * Opens TLS on a connected socket. The caller closes that socket.
   *
   * @throws TlsFileException if a file of this host cannot be used
   * @throws TlsRefusal if the handshake fails
   */
  public Session open(Socket socket, Deadline deadline) throws IOException {
    TlsFiles.Loaded loaded = files.get();
    CertificateWatch watch = new CertificateWatch(loaded.trust());
    // A context of its own: a resumed session would not show the certificate again.
    SSLContext context = context(loaded, watch);
    String name = terms.serverName();
    DeadlineSocket timed = new DeadlineSocket(socket, deadline);
    // With autoClose false the session sends its last alert and never waits for the other side's.
    SSLSocket secure =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(timed, Objects.requireNonNullElse(name, ""), socket.getPort(), false);
    secure.setSSLParameters(parameters(secure.getSSLParameters()));
    try {
      secure.startHandshake();
    } catch (SSLException e) {
      X509Certificate seen = watch.seen();
      throw new TlsRefusal(TlsTrouble.text(e, seen), seen == null ? null : expiry(seen));
    }
    X509Certificate certificate = watch.seen();
    if (certificate == null) {
      throw new SSLException("the server has shown no certificate");
    }
    if (protocol != null && !protocol.equals(secure.getApplicationProtocol())) {
      throw new TlsRefusal(
          "the server has not chosen the protocol " + protocol + " (ALPN)", expiry(certificate));
    }
    return new Session(secure, expiry(certificate));
  }

  private Expiry expiry(X509Certificate certificate) {
    return Expiry.of(certificate.getNotAfter().toInstant(), wallClock.instant(), terms);
  }

  private static SSLContext context(TlsFiles.Loaded loaded, TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(loaded.keys().toArray(KeyManager[]::new), new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }

  private SSLParameters parameters(SSLParameters parameters) {
    parameters.setProtocols(
        terms.minVersion() == MinVersion.TLS_1_3
            ? new String[] {"TLSv1.3"}
            : new String[] {"TLSv1.3", "TLSv1.2"});
    if (protocol != null) {
      parameters.setApplicationProtocols(new String[] {protocol});
    }
    String name = terms.serverName();
    List<SNIServerName> names =
        name == null || isAddress(name) ? List.of() : List.of(new SNIHostName(name));
    parameters.setServerNames(names);
    if (terms.verify() == Verify.FULL) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    return parameters;
  }

  /** RFC 6066 section 3: an address is no server name. */
  private static boolean isAddress(String name) {
    return name.contains(":") || name.matches("[0-9.]+");
  }
}
