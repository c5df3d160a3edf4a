package org.hactl.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens the TCP connection and keeps the system's error, which JSch would hide. */
final class DialSocketFactory implements SocketFactory {
  private final Duration timeout;
  private @Nullable IOException failure;
  private volatile @Nullable Socket opened;

  DialSocketFactory(Duration timeout) {
    this.timeout = timeout;
  }

  @Nullable IOException failure() {
    return failure;
  }

  /** Closes the connection at once; every call that waits for the host then fails. */
  void cut() {
    Socket socket = opened;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // The connection is closed even if the close fails.
      }
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket socket = new Socket();
    opened = socket;
    try {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      socket.setTcpNoDelay(true);
      socket.connect(address, (int) timeout.toMillis());
      return socket;
    } catch (IOException e) {
      failure = e;
      socket.close();
      throw e;
    }
  }

  @Override
  public InputStream getInputStream(Socket socket) throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream getOutputStream(Socket socket) throws IOException {
    return socket.getOutputStream();
  }
}
