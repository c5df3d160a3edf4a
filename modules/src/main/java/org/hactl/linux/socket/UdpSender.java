package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.PortRange;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket that sends small packets to one destination as network control traffic, from one
 * port. Never blocks, and allocates nothing to send. Not safe for several threads.
 */
public final class UdpSender implements AutoCloseable {
  private static final int EADDRINUSE = Errno.EADDRINUSE.code();

  /** Packets to the source port are never read. */
  private static final int RECEIVE_BUFFER_BYTES = 2048;

  private final InetAddress destination;
  private final int fd;
  private final UdpOptions options;
  private final ByteBuffer packet;
  private final long packetAddress;
  private final ByteBuffer socketAddress;
  private final long socketAddressAddress;

  private UdpSender(
      InetAddress destination, int fd, UdpOptions options, byte[] socketAddress, int maxBytes) {
    this.destination = destination;
    this.fd = fd;
    this.options = options;
    this.packet = ByteBuffer.allocateDirect(maxBytes);
    this.packetAddress = LibC.addressOf(packet);
    this.socketAddress = ByteBuffer.allocateDirect(socketAddress.length).put(socketAddress).flip();
    this.socketAddressAddress = LibC.addressOf(this.socketAddress);
  }

  /**
   * Where packets go, and by which way.
   *
   * @param source one of this host's addresses; null for the kernel's choice
   * @param interfaceName null to follow the route
   * @param interfaceIndex of that interface; 0 if none is given
   * @param ttl the TTL or hop limit
   */
  public record Path(
      InetAddress destination,
      int port,
      @Nullable InetAddress source,
      @Nullable String interfaceName,
      int interfaceIndex,
      int ttl) {}

  /**
   * Opens a socket to one destination.
   *
   * @param sourcePorts searched for a free source port
   * @param firstPort where in that range the search starts; it wraps around
   * @param maxBytes of the largest packet
   * @throws LinuxException with the kernel's answer, or when no port of the range is free
   */
  public static UdpSender open(Path path, PortRange sourcePorts, int firstPort, int maxBytes) {
    String operation = "open a UDP socket to";
    String object = path.destination().getHostAddress() + from(path);
    Family family = Family.of(path.destination());
    int fd = SystemCall.runInt(operation, object, () -> UdpOptions.socket(family));
    try {
      UdpOptions options = new UdpOptions(fd, family);
      if (path.interfaceName() != null) {
        options.bindToInterface(path.interfaceName());
      }
      options.receiveBuffer(RECEIVE_BUFFER_BYTES);
      options.ttl(path.ttl());
      options.networkControl();
      bind(fd, path, family, sourcePorts, firstPort);
      return new UdpSender(
          path.destination(),
          fd,
          options,
          UdpOptions.socketAddress(
              path.destination().getAddress(), path.port(), scope(path, path.destination())),
          maxBytes);
    } catch (LastErrorException e) {
      SystemCall.close(fd);
      throw SystemCall.failure(operation, object, e);
    }
  }

  private static void bind(int fd, Path path, Family family, PortRange sourcePorts, int firstPort) {
    InetAddress source = path.source();
    byte[] address = source == null ? new byte[family.addressBytes()] : source.getAddress();
    int scope = source == null ? 0 : scope(path, source);
    int count = sourcePorts.last() - sourcePorts.first() + 1;
    for (int tried = 0; ; tried++) {
      int port = sourcePorts.first() + (firstPort - sourcePorts.first() + tried) % count;
      byte[] own = UdpOptions.socketAddress(address, port, scope);
      try {
        LibC.bind(fd, own, own.length);
        return;
      } catch (LastErrorException e) {
        if (e.getErrorCode() != EADDRINUSE || tried == count - 1) {
          throw e;
        }
      }
    }
  }

  private static int scope(Path path, InetAddress address) {
    return address.isLinkLocalAddress() ? path.interfaceIndex() : 0;
  }

  private static String from(Path path) {
    return (path.source() == null ? "" : " from " + path.source().getHostAddress())
        + (path.interfaceName() == null ? "" : " on " + path.interfaceName());
  }

  /** The buffer for the next packet, to be filled from 0 to its limit. */
  public ByteBuffer packet() {
    return packet;
  }

  /**
   * Sends what is in {@link #packet}.
   *
   * @throws LinuxException with the kernel's answer
   */
  public void send() {
    long sent =
        LibC.sendto(
            fd, packetAddress, packet.limit(), 0, socketAddressAddress, socketAddress.capacity());
    if (sent < 0) {
      throw SystemCall.failure("send a UDP packet to", destination.getHostAddress());
    }
  }

  /** Sets the TTL or hop limit of the packets from now on. */
  public void ttl(int ttl) {
    try {
      options.ttl(ttl);
    } catch (LastErrorException e) {
      throw SystemCall.failure(
          "set TTL " + ttl + " for packets to", destination.getHostAddress(), e);
    }
  }

  @Override
  public void close() {
    SystemCall.close(fd);
  }
}
