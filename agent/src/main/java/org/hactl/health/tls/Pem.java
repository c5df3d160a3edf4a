package org.hactl.health.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM (RFC 7468). Pure. */
final class Pem {
  private static final Pattern CERTIFICATE = block("(?:X509 |TRUSTED )?CERTIFICATE");
  private static final Pattern KEY = block("PRIVATE KEY");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  private static Pattern block(String label) {
    return Pattern.compile(
        "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*+)-----END " + label + "-----");
  }

  /**
   * The certificates in a text.
   *
   * @throws GeneralSecurityException if there is none, or one is damaged
   */
  static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] each : decoded(CERTIFICATE, text)) {
      certificates.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each)));
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("it has no PEM certificate");
    }
    return certificates;
  }

  /**
   * The private key in a text.
   *
   * @throws GeneralSecurityException if it has none in the form PKCS #8 without a password
   */
  static PrivateKey privateKey(String text) throws GeneralSecurityException {
    List<byte[]> keys = decoded(KEY, text);
    if (keys.isEmpty()) {
      throw new GeneralSecurityException(
          "it has no PEM private key of the form PKCS #8 without a password; convert it: openssl"
              + " pkcs8 -topk8 -nocrypt");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
      } catch (InvalidKeySpecException _) {
        // A key of another algorithm.
      }
    }
    throw new GeneralSecurityException("its private key is neither RSA, EC nor EdDSA");
  }

  private static List<byte[]> decoded(Pattern block, String text) throws GeneralSecurityException {
    try {
      return block
          .matcher(text)
          .results()
          .map(each -> Base64.getMimeDecoder().decode(each.group(1)))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("it is damaged: " + e.getMessage(), e);
    }
  }
}
