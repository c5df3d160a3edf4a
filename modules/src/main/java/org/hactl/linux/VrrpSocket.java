package org.hactl.linux;

import static org.hactl.linux.RawSocketCalls.AF_INET;
import static org.hactl.linux.RawSocketCalls.EAGAIN;
import static org.hactl.linux.RawSocketCalls.EINTR;
import static org.hactl.linux.RawSocketCalls.SOCK_CLOEXEC;
import static org.hactl.linux.RawSocketCalls.SOCK_NONBLOCK;
import static org.hactl.linux.RawSocketCalls.SOCK_RAW;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A raw IPv4 socket bound to one interface and joined to one multicast group, which reads and
 * writes whole packets, IPv4 header included (raw(7), ip(7)). Never blocks. Not safe for several
 * threads.
 */
public final class VrrpSocket implements AutoCloseable {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;
  private static final int IPPROTO_IP = 0;
  private static final int IP_HDRINCL = 3;
  private static final int IP_MULTICAST_IF = 32;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int MSG_DONTROUTE = 4;

  /** TC_PRIO_CONTROL: leaves before everything else in the default queue. */
  private static final int CONTROL_PRIORITY = 7;

  /** Holds what arrives while this process stands still for a while. */
  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

  private final String interfaceName;
  private final int fd;
  private final byte[] destination;

  private VrrpSocket(String interfaceName, int fd, byte[] destination) {
    this.interfaceName = interfaceName;
    this.fd = fd;
    this.destination = destination;
  }

  /**
   * Opens the socket.
   *
   * @param protocol the number of the IP protocol
   * @param group the multicast group to listen on and to send to, as a big-endian number
   * @throws IOException with the kernel's answer; sockets like this need CAP_NET_RAW
   */
  public static VrrpSocket open(String interfaceName, int interfaceIndex, int protocol, int group)
      throws IOException {
    String action = "open a raw socket for IP protocol " + protocol + " on " + interfaceName;
    int fd;
    try {
      fd = RawSocketCalls.socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure(action, e);
    }
    try {
      set(fd, SOL_SOCKET, SO_BINDTODEVICE, interfaceName.getBytes(StandardCharsets.UTF_8));
      set(fd, SOL_SOCKET, SO_RCVBUF, number(RECEIVE_BUFFER_BYTES));
      set(fd, SOL_SOCKET, SO_PRIORITY, number(CONTROL_PRIORITY));
      set(fd, IPPROTO_IP, IP_HDRINCL, number(1));
      set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, number(0));
      set(fd, IPPROTO_IP, IP_MULTICAST_ALL, number(0));
      byte[] membership = membership(group, interfaceIndex);
      set(fd, IPPROTO_IP, IP_MULTICAST_IF, membership);
      set(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, membership);
    } catch (LastErrorException e) {
      RawSocketCalls.close(fd);
      throw RawSocketCalls.failure(action, e);
    }
    return new VrrpSocket(interfaceName, fd, socketAddress(group));
  }

  /** For {@link EventPoll#add}. */
  public int fd() {
    return fd;
  }

  /**
   * Reads the next packet into a direct buffer, from 0 to its limit afterwards. A longer packet is
   * cut to the buffer's capacity.
   *
   * @return false if none is waiting
   * @throws IOException if the socket has an error to tell; the next call may work
   */
  public boolean receive(ByteBuffer packet) throws IOException {
    packet.clear();
    while (true) {
      long length = RawSocketCalls.recv(fd, RawSocketCalls.addressOf(packet), packet.capacity(), 0);
      if (length >= 0) {
        packet.limit((int) length);
        return true;
      }
      int error = Native.getLastError();
      if (error == EAGAIN) {
        return false;
      }
      if (error != EINTR) {
        throw RawSocketCalls.failure("receive on " + interfaceName, error);
      }
    }
  }

  /**
   * Sends one packet, from 0 to the limit of a direct buffer, to the group.
   *
   * @throws IOException with the kernel's answer
   */
  public void send(ByteBuffer packet) throws IOException {
    long sent =
        RawSocketCalls.sendto(
            fd,
            RawSocketCalls.addressOf(packet),
            packet.limit(),
            MSG_DONTROUTE,
            destination,
            destination.length);
    if (sent < 0) {
      throw RawSocketCalls.failure("send an IP packet on " + interfaceName, Native.getLastError());
    }
  }

  @Override
  public void close() {
    RawSocketCalls.close(fd);
  }

  private static void set(int fd, int level, int option, byte[] value) {
    RawSocketCalls.setsockopt(fd, level, option, value, value.length);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  /** struct ip_mreqn: group, no address, interface. */
  private static byte[] membership(int group, int interfaceIndex) {
    byte[] bytes = new byte[12];
    ByteBuffer.wrap(bytes).putInt(0, group);
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(8, interfaceIndex);
    return bytes;
  }

  /** struct sockaddr_in: family, no port, address, padding. */
  private static byte[] socketAddress(int address) {
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putShort(0, (short) AF_INET);
    ByteBuffer.wrap(bytes).putInt(4, address);
    return bytes;
  }
}
