package org.hactl.health.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A connected socket of which each single read ends by the deadline. A protocol that reads a record
 * byte by byte, as TLS does, cannot be kept waiting beyond it.
 */
public final class DeadlineSocket extends Socket {
  private final Socket socket;
  private final Deadline deadline;

  public DeadlineSocket(Socket socket, Deadline deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(socket.getInputStream()) {
      @Override
      public int read() throws IOException {
        socket.setSoTimeout(deadline.remainingMillis());
        return super.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        socket.setSoTimeout(deadline.remainingMillis());
        return super.read(into, offset, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return socket.getOutputStream();
  }

  /** The deadline alone counts. */
  @Override
  public void setSoTimeout(int timeoutMillis) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public boolean isConnected() {
    return socket.isConnected();
  }

  @Override
  public boolean isBound() {
    return socket.isBound();
  }

  @Override
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return socket.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return socket.isOutputShutdown();
  }

  @Override
  public InetAddress getInetAddress() {
    return socket.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getPort() {
    return socket.getPort();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return socket.getRemoteSocketAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return socket.getLocalSocketAddress();
  }

  @Override
  public synchronized void close() throws IOException {
    socket.close();
  }
}
