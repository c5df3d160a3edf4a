package org.hactl.linux.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket to one address, which hears of ICMP errors, as {@link java.net.ConnectException},
 * and takes datagrams of that address alone. Waiting does not block a carrier of virtual threads.
 */
public final class UdpCall implements AutoCloseable {
  private static final int MAX_BYTES = 65_535;
  private static final int DISCARD_PORT = 9;

  private final InetSocket socket;

  private UdpCall(InetSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens the socket.
   *
   * @param source one of this host's addresses; null for that of the route
   * @throws Egress.Refused if this host does not let it leave so
   */
  public static UdpCall open(InetSocketAddress to, @Nullable InetAddress source, Egress egress)
      throws IOException {
    InetSocket socket = InetSocket.open(Family.of(to.getAddress()), LibC.SOCK_DGRAM, egress);
    try {
      if (source != null) {
        socket.bind(source, 0);
      }
      socket.connect(to, 0);
      return new UdpCall(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The address from which this host speaks to another one. Sends nothing. */
  public static InetAddress sourceToward(InetAddress to, Egress egress) throws IOException {
    try (UdpCall call = open(new InetSocketAddress(to, DISCARD_PORT), null, egress)) {
      return call.socket.local().getAddress();
    }
  }

  public void send(byte[] bytes) throws IOException {
    socket.send(bytes, 0);
  }

  /**
   * The next datagram.
   *
   * @throws SocketTimeoutException if none has come in time
   */
  public byte[] receive(int timeoutMillis) throws IOException {
    byte[] buffer = new byte[MAX_BYTES];
    return Arrays.copyOf(buffer, socket.receive(buffer, timeoutMillis));
  }

  @Override
  public void close() {
    socket.close();
  }
}
