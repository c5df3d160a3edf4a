package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.hactl.linux.net.Family;

/**
 * A client's socket of TCP or UDP that leaves the host by an {@link Egress}. It never blocks in the
 * kernel, so that a virtual thread may wait for it. Its exceptions have the words of strerror(3),
 * like those of {@link java.net.Socket}. Not for several threads.
 */
final class InetSocket implements AutoCloseable {
  static final int SOCK_STREAM = 1;

  private static final int SO_ERROR = 4;
  private static final int MSG_NOSIGNAL = 0x4000;

  private final int fd;
  private final Family family;
  private boolean closed;

  private InetSocket(int fd, Family family) {
    this.fd = fd;
    this.family = family;
  }

  /**
   * Opens a socket.
   *
   * @param type {@link #SOCK_STREAM} or {@link LibC#SOCK_DGRAM}
   * @throws Egress.Refused if this host does not let it leave so
   */
  static InetSocket open(Family family, int type, Egress egress) throws SocketException {
    int fd;
    try {
      fd = LibC.socket(family.code(), type | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0);
    } catch (LastErrorException e) {
      throw failure(e.getErrorCode());
    }
    try {
      egress.setOn(fd);
      return new InetSocket(fd, family);
    } catch (SocketException e) {
      SystemCall.close(fd);
      throw e;
    }
  }

  void bind(InetAddress address, int port) throws IOException {
    byte[] own = socketAddress(new InetSocketAddress(address, port));
    attempt(() -> LibC.bind(fd, own, own.length));
  }

  /**
   * @param timeoutMillis 0 for the kernel's own limit
   */
  void connect(InetSocketAddress to, int timeoutMillis) throws IOException {
    byte[] address = socketAddress(to);
    if (attempt(() -> LibC.connect(fd, address, address.length)) < 0) {
      await(true, timeoutMillis);
      int error = ByteBuffer.wrap(option(SO_ERROR)).order(ByteOrder.nativeOrder()).getInt();
      if (error != 0) {
        throw failure(error);
      }
    }
  }

  private byte[] option(int option) {
    byte[] value = new byte[4];
    LibC.getsockopt(fd, LibC.SOL_SOCKET, option, value, new int[] {value.length});
    return value;
  }

  void set(int level, int option, byte[] value) throws IOException {
    attempt(() -> LibC.setsockopt(fd, level, option, value, value.length));
  }

  /** Sends some of these bytes; returns how many. Of UDP, all of them are one datagram. */
  int send(byte[] bytes, int timeoutMillis) throws IOException {
    while (true) {
      long sent = attempt(() -> LibC.sendto(fd, bytes, bytes.length, MSG_NOSIGNAL, null, 0));
      if (sent >= 0) {
        return (int) sent;
      }
      await(true, timeoutMillis);
    }
  }

  /**
   * Reads what has come, or waits for it.
   *
   * @return how many bytes; of TCP, 0 is the end
   */
  int receive(byte[] into, int timeoutMillis) throws IOException {
    while (true) {
      long length = attempt(() -> LibC.read(fd, into, into.length));
      if (length >= 0) {
        return (int) length;
      }
      await(false, timeoutMillis);
    }
  }

  /** The address and port of this end. */
  InetSocketAddress local() throws IOException {
    byte[] own = new byte[UdpOptions.SOCKET_ADDRESS_BYTES];
    attempt(() -> LibC.getsockname(fd, own, new int[] {own.length}));
    int port = (own[2] & 0xff) << 8 | own[3] & 0xff;
    int start = family == Family.INET ? 4 : 8;
    try {
      byte[] address = Arrays.copyOfRange(own, start, start + family.addressBytes());
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new SocketException(String.valueOf(e.getMessage()));
    }
  }

  private void await(boolean toWrite, int timeoutMillis) throws IOException {
    try {
      if (!SocketWait.await(fd, toWrite, timeoutMillis)) {
        throw new SocketTimeoutException("timed out");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SocketException("Closed by interrupt");
    }
  }

  /** Returns -1 if the call would have to wait. */
  private long attempt(SystemCall.Call call) throws IOException {
    if (closed) {
      throw new SocketException("Socket closed");
    }
    while (true) {
      try {
        return call.run();
      } catch (LastErrorException e) {
        int error = e.getErrorCode();
        if (error == Errno.EAGAIN.code() || error == Errno.EINPROGRESS.code()) {
          return -1;
        }
        if (error != Errno.EINTR.code()) {
          throw failure(error);
        }
      }
    }
  }

  private static SocketException failure(int error) {
    Errno errno = Errno.of(error);
    return errno.equals(Errno.ECONNREFUSED)
        ? new ConnectException(errno.text())
        : new SocketException(errno.text());
  }

  private static byte[] socketAddress(InetSocketAddress of) {
    InetAddress address = of.getAddress();
    int scope = address instanceof Inet6Address six ? six.getScopeId() : 0;
    return UdpOptions.socketAddress(address.getAddress(), of.getPort(), scope);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      SystemCall.close(fd);
    }
  }
}
