package org.hactl.health.tls;

import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** TLS has not opened, for a reason in plain words. */
public final class TlsRefusal extends SSLHandshakeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Expiry expiry;

  TlsRefusal(String reason, @Nullable Expiry expiry) {
    super(reason);
    this.expiry = expiry;
  }

  /** Of the certificate that the server has shown; null if it has shown none. */
  public @Nullable Expiry expiry() {
    return expiry;
  }
}
