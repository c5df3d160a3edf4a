package org.hactl.health.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Keeps the server's certificate of one handshake, and judges it as another trust manager does. */
final class CertificateWatch extends X509ExtendedTrustManager {
  private final @Nullable X509ExtendedTrustManager judge;
  private @Nullable X509Certificate seen;

  /**
   * @param judge null to accept every certificate
   */
  CertificateWatch(@Nullable X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /** The server's own certificate; null if it has not shown one. */
  @Nullable X509Certificate seen() {
    return seen;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    seen = chain[0];
    if (judge != null) {
      judge.checkServerTrusted(chain, type, socket);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("a check talks by sockets");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a check talks by sockets");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("a check is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("a check is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a check is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge == null ? new X509Certificate[0] : judge.getAcceptedIssuers();
  }
}
