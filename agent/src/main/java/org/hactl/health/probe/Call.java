package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.hactl.health.tls.Expiry;
import org.hactl.health.tls.TlsClient;
import org.hactl.health.tls.TlsRefusal;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.TimedInput;
import org.jspecify.annotations.Nullable;

/** One connection of one try; TLS can be opened on it at any moment. */
final class Call {
  /** A request that fits into the buffer of a socket is written without waiting for the server. */
  static final int MAX_REQUEST_BYTES = 16 * 1024;

  /** The kernel's smallest buffer has room for it (tcp_wmem in tcp(7)). */
  private static final int USUAL_REQUEST_BYTES = 2 * 1024;

  private static final int SEND_BUFFER_BYTES = 4 * MAX_REQUEST_BYTES;

  private final Socket socket;
  private final Deadline deadline;
  private @Nullable SSLSocket secure;
  private @Nullable Expiry expiry;
  private @Nullable TimedInput in;
  private String step = "connect";

  Call(Socket socket, Deadline deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /** What is being done, for a result that fails. */
  String step() {
    return step;
  }

  Deadline deadline() {
    return deadline;
  }

  InetAddress localAddress() {
    return socket.getLocalAddress();
  }

  Call at(String next) {
    step = next;
    return this;
  }

  /** Opens TLS; what is read and written after this is encrypted. */
  void secure(TlsClient tls) throws IOException {
    at("TLS");
    try {
      TlsClient.Session session = tls.open(socket, deadline);
      secure = session.socket();
      expiry = session.expiry();
    } catch (TlsRefusal e) {
      expiry = e.expiry();
      throw e;
    }
    in = null;
  }

  /** Of the certificate that the server has shown; null if it has shown none. */
  @Nullable Expiry expiry() {
    return expiry;
  }

  /**
   * @param request at most {@value #MAX_REQUEST_BYTES} bytes
   */
  void write(byte[] request) throws IOException {
    if (request.length > USUAL_REQUEST_BYTES) {
      socket.setSendBufferSize(SEND_BUFFER_BYTES);
    }
    Socket out = secure == null ? socket : secure;
    out.getOutputStream().write(request);
  }

  TimedInput in() throws IOException {
    TimedInput known = in;
    if (known == null) {
      known = new TimedInput(secure == null ? socket : secure, deadline);
      in = known;
    }
    return known;
  }

  /** Says goodbye within TLS, so that the server does not log a connection that broke. */
  void endTls() {
    try {
      if (secure != null) {
        secure.shutdownOutput();
      }
    } catch (IOException _) {
      // The answer is known already.
    }
  }
}
