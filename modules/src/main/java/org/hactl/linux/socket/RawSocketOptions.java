package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.net.Family;

/** The options of raw sockets (socket(7), raw(7), ip(7), ipv6(7)). */
final class RawSocketOptions {
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_PKTINFO = 50;
  static final int IPV6_HOPLIMIT = 52;

  private static final int SOL_SOCKET = 1;
  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_MEMINFO = 55;
  private static final int IPPROTO_IP = 0;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_DROP_MEMBERSHIP = 36;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int IPV6_MULTICAST_LOOP = 19;
  private static final int IPV6_ADD_MEMBERSHIP = 20;
  private static final int IPV6_DROP_MEMBERSHIP = 21;
  private static final int IPV6_MULTICAST_ALL = 29;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_RECVHOPLIMIT = 51;

  /** TC_PRIO_CONTROL: the default queue sends packets of this priority first. */
  private static final int CONTROL_PRIORITY = 7;

  /** Large enough for all announcements of a host with hundreds of addresses. */
  private static final int SEND_BUFFER_BYTES = 4 << 20;

  /** SK_MEMINFO_DROPS, the last of nine numbers. */
  private static final int DROPS = 8;

  private RawSocketOptions() {}

  /** A new raw socket, which never blocks. */
  static int socket(Family family, int protocol) throws LastErrorException {
    return LibC.socket(
        family.code(), LibC.SOCK_RAW | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, protocol);
  }

  static void bindToInterface(int fd, String name) {
    set(fd, SOL_SOCKET, SO_BINDTODEVICE, name.getBytes(StandardCharsets.UTF_8));
  }

  static void controlPriority(int fd) {
    set(fd, SOL_SOCKET, SO_PRIORITY, number(CONTROL_PRIORITY));
  }

  /** Makes the kernel not return the socket's own multicast packets to this host. */
  static void noLoop(int fd, Family family) {
    switch (family) {
      case INET -> set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, number(0));
      case INET6 -> set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, number(0));
    }
  }

  /**
   * Makes the socket receive only groups that it has joined itself, not groups of other sockets.
   */
  static void ownGroupsOnly(int fd, Family family) {
    switch (family) {
      case INET -> set(fd, IPPROTO_IP, IP_MULTICAST_ALL, number(0));
      // Since Linux 4.20. Before, the socket receives more packets, which the decoder rejects.
      case INET6 -> attempt(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
    }
  }

  /** Asks for the fields of the IPv6 header as control messages: the kernel delivers no header. */
  static void tellHeader(int fd) {
    set(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, number(1));
    set(fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, number(1));
  }

  static void join(int fd, InetAddress group, int interfaceIndex) {
    switch (Family.of(group)) {
      case INET -> set(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, membership(group, interfaceIndex));
      case INET6 -> set(fd, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, membership(group, interfaceIndex));
    }
  }

  static void leave(int fd, InetAddress group, int interfaceIndex) {
    switch (Family.of(group)) {
      case INET -> set(fd, IPPROTO_IP, IP_DROP_MEMBERSHIP, membership(group, interfaceIndex));
      case INET6 -> set(fd, IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP, membership(group, interfaceIndex));
    }
  }

  /**
   * Sets the receive buffer, above the system's limit if CAP_NET_ADMIN allows that; otherwise the
   * buffer stays as it is.
   */
  static void receiveBuffer(int fd, int bytes) {
    attempt(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes);
  }

  static void sendBuffer(int fd) {
    attempt(fd, SOL_SOCKET, SO_SNDBUFFORCE, SEND_BUFFER_BYTES);
  }

  /**
   * @param program a struct sock_fprog
   */
  static void filter(int fd, byte[] program) {
    set(fd, SOL_SOCKET, SO_ATTACH_FILTER, program);
  }

  /** How many packets found the receive buffer full, since the socket was opened. */
  static long drops(int fd) {
    byte[] numbers = new byte[(DROPS + 1) * 4];
    if (LibC.getsockopt(fd, SOL_SOCKET, SO_MEMINFO, numbers, new int[] {numbers.length}) < 0) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.wrap(numbers).order(ByteOrder.nativeOrder());
    return Integer.toUnsignedLong(buffer.getInt(DROPS * 4));
  }

  private static void attempt(int fd, int level, int option, int value) {
    try {
      set(fd, level, option, number(value));
    } catch (LastErrorException e) {
      // The option is not essential: this kernel or this process's rights do not allow it.
    }
  }

  private static void set(int fd, int level, int option, byte[] value) {
    LibC.setsockopt(fd, level, option, value, value.length);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  /** struct ip_mreqn: group, no address, interface; or struct ipv6_mreq: group, interface. */
  private static byte[] membership(InetAddress group, int interfaceIndex) {
    int interfaceOffset = Family.of(group) == Family.INET ? 8 : 16;
    ByteBuffer bytes = ByteBuffer.allocate(interfaceOffset + 4).order(ByteOrder.nativeOrder());
    return bytes.put(0, group.getAddress()).putInt(interfaceOffset, interfaceIndex).array();
  }
}
