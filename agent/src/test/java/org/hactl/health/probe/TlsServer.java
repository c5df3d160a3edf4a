package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server on loopback that opens TLS on each connection, one after the other. */
final class TlsServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final SSLContext context;
  private final Answer answer;

  /** What it does with a connection. The handshake begins with the first byte. */
  @FunctionalInterface
  interface Answer {
    void to(SSLSocket connection) throws Exception;
  }

  TlsServer(SSLContext context, Answer answer) throws IOException {
    this.context = context;
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket connection = listener.accept();
          SSLSocket secure =
              (SSLSocket) context.getSocketFactory().createSocket(connection, null, true)) {
        secure.setUseClientMode(false);
        answer.to(secure);
      } catch (Exception _) {
        // The check has gone.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
