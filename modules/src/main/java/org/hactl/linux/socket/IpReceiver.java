package org.hactl.linux.socket;

import static org.hactl.linux.socket.RawSocketOptions.IPPROTO_IPV6;
import static org.hactl.linux.socket.RawSocketOptions.IPV6_HOPLIMIT;
import static org.hactl.linux.socket.RawSocketOptions.IPV6_PKTINFO;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.SystemCall;
import org.hactl.linux.net.Family;

/**
 * A raw socket that receives one IP protocol on one interface, from the groups that it joins and
 * for the host itself (raw(7), ip(7), ipv6(7)). Never blocks. Not safe for several threads.
 *
 * <p>Packets begin with their IP header. The kernel does not deliver an IPv6 header; it is rebuilt
 * from control messages with the packet's addresses, hop limit, protocol and length.
 */
public final class IpReceiver implements AutoCloseable {
  private static final int EINTR = Errno.EINTR.code();
  private static final int EAGAIN = Errno.EAGAIN.code();
  private static final int IPV6_HEADER_BYTES = 40;

  /** The offset of the address in struct sockaddr_in6. */
  private static final int NAME_ADDRESS = 8;

  private final String interfaceName;
  private final int interfaceIndex;
  private final int fd;
  private final Family family;
  private final int protocol;

  private IpReceiver(
      String interfaceName, int interfaceIndex, int fd, Family family, int protocol) {
    this.interfaceName = interfaceName;
    this.interfaceIndex = interfaceIndex;
    this.fd = fd;
    this.family = family;
    this.protocol = protocol;
  }

  /**
   * Opens the socket.
   *
   * @param protocol the number of the IP protocol
   * @throws LinuxException with the kernel's answer; sockets like this need CAP_NET_RAW
   */
  public static IpReceiver open(
      String interfaceName, int interfaceIndex, Family family, int protocol) {
    String operation = "open a raw socket for";
    String object = "IP protocol " + protocol + " on " + interfaceName;
    int fd = SystemCall.runInt(operation, object, () -> RawSocketOptions.socket(family, protocol));
    try {
      RawSocketOptions.bindToInterface(fd, interfaceName);
      RawSocketOptions.ownGroupsOnly(fd, family);
      if (family == Family.INET6) {
        RawSocketOptions.tellHeader(fd);
      }
      return new IpReceiver(interfaceName, interfaceIndex, fd, family, protocol);
    } catch (LastErrorException e) {
      SystemCall.close(fd);
      throw SystemCall.failure(operation, object, e);
    }
  }

  /** The socket's descriptor, for {@code EventPoll.add}. */
  public int fd() {
    return fd;
  }

  /**
   * Joins a multicast group.
   *
   * @throws LinuxException with the kernel's answer
   */
  public void join(InetAddress group) {
    try {
      RawSocketOptions.join(fd, group, interfaceIndex);
    } catch (LastErrorException e) {
      throw SystemCall.failure(
          "join the group", group.getHostAddress() + " on " + interfaceName, e);
    }
  }

  /** Leaves a multicast group. */
  public void leave(InetAddress group) {
    try {
      RawSocketOptions.leave(fd, group, interfaceIndex);
    } catch (LastErrorException e) {
      // The interface is gone, and its memberships with it.
    }
  }

  /**
   * From now on a packet of IPv4 is received only if it has this first byte after its IP header.
   * Packets that are already queued stay.
   *
   * @throws LinuxException with the kernel's answer
   */
  public void onlyPayload(int firstByte) {
    try {
      SocketFilter.payloadBeginsWith(firstByte).attach(fd);
    } catch (LastErrorException e) {
      throw SystemCall.failure("filter", "IP protocol " + protocol + " on " + interfaceName, e);
    }
  }

  /** Sets how many bytes of unread packets the kernel keeps. */
  public void buffer(int bytes) {
    RawSocketOptions.receiveBuffer(fd, bytes);
  }

  /** How many packets the kernel dropped because they were not read in time. */
  public long drops() {
    return RawSocketOptions.drops(fd);
  }

  /**
   * Reads the queued packets, at most one batch.
   *
   * @param packets called with each packet, from 0 to its limit; the buffer is reused afterwards
   * @return whether more packets may be queued
   * @throws LinuxException if the socket reports an error; the next call may succeed
   */
  public boolean receive(ReceiveBatch batch, Consumer<ByteBuffer> packets) {
    MessageBatch messages = batch.messages();
    int offset = family == Family.INET6 ? IPV6_HEADER_BYTES : 0;
    int count = batch.receive(fd, offset);
    if (count < 0) {
      int error = SystemCall.lastErrno();
      if (error == EAGAIN || error == EINTR) {
        return error == EINTR;
      }
      throw new LinuxException("receive on", interfaceName, Errno.of(error), "");
    }
    for (int index = 0; index < count; index++) {
      ByteBuffer packet = messages.data(index);
      packet.position(0).limit(offset + messages.length(index));
      if (family == Family.INET6) {
        putHeader(messages, index, packet);
      }
      packets.accept(packet);
    }
    return count == messages.capacity();
  }

  private void putHeader(MessageBatch messages, int index, ByteBuffer packet) {
    packet.putInt(0, 0x60000000).putShort(4, (short) (packet.limit() - IPV6_HEADER_BYTES));
    packet.put(6, (byte) protocol);
    int hops = messages.control(index, IPPROTO_IPV6, IPV6_HOPLIMIT);
    packet.put(7, (byte) (hops < 0 ? 0 : messages.controls().getInt(hops)));
    messages.copyName(index, NAME_ADDRESS, packet, 8, 16);
    int destination = messages.control(index, IPPROTO_IPV6, IPV6_PKTINFO);
    if (destination < 0) {
      packet.putLong(24, 0).putLong(32, 0);
    } else {
      packet.put(24, messages.controls(), destination, 16);
    }
  }

  @Override
  public void close() {
    SystemCall.close(fd);
  }
}
