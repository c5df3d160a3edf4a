package org.hactl.linux.socket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/** A client's TCP socket that leaves the host by an {@link Egress}, as a {@link Socket}. */
public final class EgressSocket extends Socket {
  private EgressSocket(Family family, Egress egress) throws SocketException {
    super(new Impl(family, egress));
  }

  /**
   * An unconnected socket. Its first operation throws {@link Egress.Refused} if this host does not
   * let it leave so.
   *
   * @param family of the address that it connects to
   */
  public static Socket open(Family family, Egress egress) throws IOException {
    return new EgressSocket(family, egress);
  }

  private static final class Impl extends SocketImpl {
    private static final int SO_SNDBUF_LINUX = 7;
    private static final int SO_LINGER_LINUX = 13;

    private final Family family;
    private final Egress egress;
    private @Nullable InetSocket socket;
    private int timeoutMillis;

    Impl(Family family, Egress egress) {
      this.family = family;
      this.egress = egress;
    }

    private InetSocket socket() {
      return requireNonNull(socket);
    }

    @Override
    protected void create(boolean stream) throws IOException {
      socket = InetSocket.open(family, InetSocket.SOCK_STREAM, egress);
    }

    @Override
    protected void bind(InetAddress host, int wantedPort) throws IOException {
      socket().bind(host, wantedPort);
      localport = socket().local().getPort();
    }

    @Override
    protected void connect(SocketAddress to, int timeout) throws IOException {
      InetSocketAddress inet = (InetSocketAddress) to;
      address = inet.getAddress();
      port = inet.getPort();
      socket().connect(inet, timeout);
      localport = socket().local().getPort();
    }

    @Override
    protected void connect(String host, int wantedPort) throws IOException {
      connect(new InetSocketAddress(host, wantedPort), 0);
    }

    @Override
    protected void connect(InetAddress host, int wantedPort) throws IOException {
      connect(new InetSocketAddress(host, wantedPort), 0);
    }

    @Override
    protected InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          if (length == 0) {
            return 0;
          }
          byte[] some = offset == 0 && length == into.length ? into : new byte[length];
          int count = socket().receive(some, timeoutMillis);
          if (some != into) {
            System.arraycopy(some, 0, into, offset, count);
          }
          return count == 0 ? -1 : count;
        }
      };
    }

    @Override
    protected OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
          int end = offset + length;
          for (int next = offset; next < end; ) {
            next += socket().send(Arrays.copyOfRange(from, next, end), timeoutMillis);
          }
        }
      };
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
      try {
        switch (option) {
          case SO_TIMEOUT -> timeoutMillis = (Integer) value;
          case SO_SNDBUF ->
              socket().set(LibC.SOL_SOCKET, SO_SNDBUF_LINUX, numbers((Integer) value));
          case SO_LINGER ->
              socket()
                  .set(
                      LibC.SOL_SOCKET,
                      SO_LINGER_LINUX,
                      value instanceof Integer seconds ? numbers(1, seconds) : numbers(0, 0));
          default -> throw new SocketException("this socket has no option " + option);
        }
      } catch (SocketException e) {
        throw e;
      } catch (IOException e) {
        throw new SocketException(String.valueOf(e.getMessage()));
      }
    }

    private static byte[] numbers(int... values) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
      for (int value : values) {
        bytes.putInt(value);
      }
      return bytes.array();
    }

    @Override
    public Object getOption(int option) throws SocketException {
      return switch (option) {
        case SO_TIMEOUT -> timeoutMillis;
        case SO_BINDADDR -> {
          try {
            yield socket().local().getAddress();
          } catch (IOException e) {
            throw new SocketException(String.valueOf(e.getMessage()));
          }
        }
        default -> throw new SocketException("this socket has no option " + option);
      };
    }

    @Override
    protected int available() {
      return 0;
    }

    @Override
    protected void close() {
      if (socket != null) {
        socket.close();
      }
    }

    @Override
    protected void listen(int backlog) throws IOException {
      throw new SocketException("a client's socket does not listen");
    }

    @Override
    protected void accept(SocketImpl into) throws IOException {
      throw new SocketException("a client's socket does not listen");
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
      throw new SocketException("this socket has no urgent data");
    }
  }
}
