package org.hactl.health.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Date;
import javax.net.ssl.SSLException;
import org.hactl.health.wire.MalformedAnswer;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a handshake failed. Pure. */
final class TlsTrouble {
  private TlsTrouble() {}

  static String text(SSLException error, @Nullable X509Certificate certificate) {
    CertificateException refused = null;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CertificateExpiredException _ -> {
          return "a certificate of the chain has expired" + date(certificate, false);
        }
        case CertificateNotYetValidException _ -> {
          return "a certificate of the chain is not valid yet" + date(certificate, true);
        }
        case CertPathBuilderException _ -> {
          return "no trusted CA has signed the certificate" + issuer(certificate);
        }
        case CertificateException each -> refused = each;
        default -> {}
      }
    }
    return refused != null
        ? "the certificate has another name: " + refused.getMessage()
        : String.valueOf(error.getMessage());
  }

  private static String date(@Nullable X509Certificate certificate, boolean from) {
    if (certificate == null) {
      return "";
    }
    Date date = from ? certificate.getNotBefore() : certificate.getNotAfter();
    return "; the server's is valid "
        + (from ? "from " : "until ")
        + date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static String issuer(@Nullable X509Certificate certificate) {
    return certificate == null
        ? ""
        : "; its issuer is "
            + MalformedAnswer.printable(certificate.getIssuerX500Principal().getName());
  }
}
