package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.net.Family;

/** The options of UDP sockets (socket(7), ip(7), ipv6(7)), and their addresses as bytes. */
final class UdpOptions {
  static final int SOCKET_ADDRESS_BYTES = 28;

  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEADDR = 2;
  private static final int SO_RCVBUF = 8;
  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_TTL = 2;
  private static final int IP_PKTINFO = 8;
  private static final int IP_RECVTTL = 12;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_RECVHOPLIMIT = 51;
  private static final int IPV6_TCLASS = 67;

  /** Class selector 6, network control (RFC 2474). */
  private static final int NETWORK_CONTROL = 0xc0;

  /** TC_PRIO_CONTROL: sent before everything else by the default queue. */
  private static final int CONTROL_PRIORITY = 7;

  private final int fd;
  private final Family family;

  UdpOptions(int fd, Family family) {
    this.fd = fd;
    this.family = family;
  }

  /** A new socket, which never blocks. */
  static int socket(Family family) throws LastErrorException {
    return LibC.socket(family.code(), LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0);
  }

  void bindToInterface(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    LibC.setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, bytes, bytes.length);
  }

  void shareAddress() {
    set(SOL_SOCKET, SO_REUSEADDR, 1);
  }

  void receiveBuffer(int bytes) {
    set(SOL_SOCKET, SO_RCVBUF, bytes);
  }

  /** Only the socket's own family, no IPv4-mapped IPv6 addresses. */
  void ownFamilyOnly() {
    if (family == Family.INET6) {
      set(IPPROTO_IPV6, IPV6_V6ONLY, 1);
    }
  }

  /** Delivers with each packet its TTL and the interface it arrived on. */
  void tellTtlAndInterface() {
    if (family == Family.INET) {
      set(IPPROTO_IP, IP_RECVTTL, 1);
      set(IPPROTO_IP, IP_PKTINFO, 1);
    } else {
      set(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
      set(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    }
  }

  void ttl(int ttl) {
    if (family == Family.INET) {
      set(IPPROTO_IP, IP_TTL, ttl);
    } else {
      set(IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl);
    }
  }

  void networkControl() {
    set(SOL_SOCKET, SO_PRIORITY, CONTROL_PRIORITY);
    if (family == Family.INET) {
      set(IPPROTO_IP, IP_TOS, NETWORK_CONTROL);
    } else {
      set(IPPROTO_IPV6, IPV6_TCLASS, NETWORK_CONTROL);
    }
  }

  private void set(int level, int option, int value) {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    LibC.setsockopt(fd, level, option, bytes, bytes.length);
  }

  /**
   * A struct sockaddr_in or sockaddr_in6.
   *
   * @param address 4 or 16 bytes
   * @param scope the interface's index for a link-local IPv6 address, else 0
   */
  static byte[] socketAddress(byte[] address, int port, int scope) {
    boolean inet = address.length == 4;
    ByteBuffer bytes = ByteBuffer.allocate(inet ? 16 : SOCKET_ADDRESS_BYTES);
    bytes.order(ByteOrder.nativeOrder());
    bytes.putShort(0, (short) (inet ? LibC.AF_INET : LibC.AF_INET6));
    bytes.put(2, (byte) (port >> 8)).put(3, (byte) port);
    bytes.put(inet ? 4 : 8, address);
    if (!inet) {
      bytes.putInt(24, scope);
    }
    return bytes.array();
  }
}
