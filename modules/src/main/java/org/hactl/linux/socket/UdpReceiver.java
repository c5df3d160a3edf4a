package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket that listens on a port and gives, for each packet, its sender, its TTL and the
 * interface it arrived on (recvmsg(2), ip(7), ipv6(7)). Never blocks, and allocates nothing to
 * receive. Not safe for several threads.
 */
public final class UdpReceiver implements AutoCloseable {
  private static final int EINTR = Errno.EINTR.code();
  private static final int EAGAIN = Errno.EAGAIN.code();
  private static final int IPPROTO_IP = 0;
  private static final int IP_TTL = 2;
  private static final int IP_PKTINFO = 8;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_PKTINFO = 50;
  private static final int IPV6_HOPLIMIT = 52;

  /** Holds packets that arrive while this process is paused. */
  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

  // One block of memory: struct msghdr, struct iovec, the sender's address, the control messages.
  private static final int NAME_LENGTH = 8;
  private static final int CONTROL_LENGTH = 40;
  private static final int VECTOR = 56;
  private static final int NAME = 72;
  private static final int CONTROL = 104;
  private static final int CONTROL_BYTES = 128;

  /** struct cmsghdr: length, level, type. */
  private static final int CONTROL_HEADER_BYTES = 16;

  private final int port;
  private final int fd;
  private final Family family;
  private final ByteBuffer packet;
  private final ByteBuffer header =
      ByteBuffer.allocateDirect(CONTROL + CONTROL_BYTES).order(ByteOrder.nativeOrder());
  private final long headerAddress = LibC.addressOf(header);
  private int ttl;
  private int interfaceIndex;

  private UdpReceiver(int port, int fd, Family family, int maxBytes) {
    this.port = port;
    this.fd = fd;
    this.family = family;
    this.packet = ByteBuffer.allocateDirect(maxBytes);
    header.putLong(0, headerAddress + NAME);
    header.putLong(16, headerAddress + VECTOR).putLong(24, 1);
    header.putLong(32, headerAddress + CONTROL);
    header.putLong(VECTOR, LibC.addressOf(packet)).putLong(VECTOR + 8, maxBytes);
  }

  /**
   * Listens on every address of this host.
   *
   * @param interfaceName the interface whose packets the socket receives; null for all interfaces
   * @param shared whether this process already has a socket on that port
   * @param maxBytes longer packets are truncated
   * @throws LinuxException with the kernel's answer, usually that another program uses the port
   */
  public static UdpReceiver open(
      Family family, int port, @Nullable String interfaceName, boolean shared, int maxBytes) {
    String object = "UDP port " + port + (interfaceName == null ? "" : " of " + interfaceName);
    int fd = SystemCall.runInt("listen on", object, () -> UdpOptions.socket(family));
    try {
      UdpOptions options = new UdpOptions(fd, family);
      options.ownFamilyOnly();
      options.tellTtlAndInterface();
      options.receiveBuffer(RECEIVE_BUFFER_BYTES);
      if (interfaceName != null) {
        options.bindToInterface(interfaceName);
      }
      if (shared) {
        options.shareAddress();
      }
      byte[] any = UdpOptions.socketAddress(new byte[family.addressBytes()], port, 0);
      LibC.bind(fd, any, any.length);
      // Set only after the bind, so that the bind fails if another program has the port; another
      // socket of this process can still share it.
      options.shareAddress();
    } catch (LastErrorException e) {
      SystemCall.close(fd);
      throw SystemCall.failure("listen on", object, e);
    }
    return new UdpReceiver(port, fd, family, maxBytes);
  }

  /** The socket's descriptor, for {@code EventPoll.add}. */
  public int fd() {
    return fd;
  }

  /**
   * Joins a multicast group on an interface.
   *
   * @throws LinuxException with the kernel's answer
   */
  public void join(InetAddress group, int index) {
    try {
      RawSocketOptions.join(fd, group, index);
    } catch (LastErrorException e) {
      throw SystemCall.failure("join the group", group.getHostAddress() + " for UDP", e);
    }
  }

  /**
   * Reads the next packet into {@link #packet}.
   *
   * @return false if no packet is waiting
   * @throws LinuxException if the socket reports an error; the next call may succeed
   */
  public boolean receive() {
    while (true) {
      header.putInt(NAME_LENGTH, UdpOptions.SOCKET_ADDRESS_BYTES);
      header.putLong(CONTROL_LENGTH, CONTROL_BYTES);
      long length = LibC.recvmsg(fd, headerAddress, 0);
      if (length >= 0) {
        packet.limit((int) length).position(0);
        readControl();
        return true;
      }
      int error = SystemCall.lastErrno();
      if (error == EAGAIN) {
        return false;
      }
      if (error != EINTR) {
        throw new LinuxException("receive on", "UDP port " + port, Errno.of(error), "");
      }
    }
  }

  private void readControl() {
    ttl = 0;
    interfaceIndex = 0;
    int end = CONTROL + (int) header.getLong(CONTROL_LENGTH);
    int at = CONTROL;
    while (at + CONTROL_HEADER_BYTES <= end) {
      int length = (int) header.getLong(at);
      if (length < CONTROL_HEADER_BYTES) {
        return;
      }
      readControl(header.getInt(at + 8), header.getInt(at + 12), at + CONTROL_HEADER_BYTES);
      at += length + 7 & ~7;
    }
  }

  private void readControl(int level, int type, int data) {
    if (level == IPPROTO_IP && type == IP_TTL || level == IPPROTO_IPV6 && type == IPV6_HOPLIMIT) {
      ttl = header.getInt(data);
    } else if (level == IPPROTO_IP && type == IP_PKTINFO) {
      interfaceIndex = header.getInt(data);
    } else if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO) {
      interfaceIndex = header.getInt(data + 16);
    }
  }

  /** The last packet, from 0 to its limit. */
  public ByteBuffer packet() {
    return packet;
  }

  /** The TTL or hop limit of the last packet. */
  public int ttl() {
    return ttl;
  }

  /** The index of the interface that the last packet arrived on. */
  int interfaceIndex() {
    return interfaceIndex;
  }

  /** Whether the last packet came from this address, of 4 or 16 bytes. */
  public boolean isFrom(byte[] address) {
    if (address.length != family.addressBytes()) {
      return false;
    }
    int at = NAME + (family == Family.INET ? 4 : 8);
    for (int index = 0; index < address.length; index++) {
      if (header.get(at + index) != address[index]) {
        return false;
      }
    }
    return true;
  }

  /** The sender of the last packet. */
  InetAddress source() {
    byte[] address = new byte[family.addressBytes()];
    header.get(NAME + (family == Family.INET ? 4 : 8), address);
    return InetAddresses.of(address);
  }

  @Override
  public void close() {
    SystemCall.close(fd);
  }
}
