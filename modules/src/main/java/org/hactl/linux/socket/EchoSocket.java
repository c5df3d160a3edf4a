package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.DescriptorThread;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.hactl.linux.net.Family;

/**
 * Sends ICMP echo requests of one family and hears the replies (RFC 792, RFC 4443; raw(7),
 * icmp(7)). Each request carries a token that its reply returns. Safe for use from several threads;
 * sending never blocks.
 */
public final class EchoSocket implements AutoCloseable {
  private static final int SOL_RAW = 255;
  private static final int ICMP_FILTER = 1;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int ICMPV6_FILTER = 1;
  private static final int REPLY = 0;
  private static final int REQUEST = 8;
  private static final int REPLY_V6 = 129;
  private static final int REQUEST_V6 = 128;

  /**
   * Type, code, checksum, identifier, sequence number, token; as long as the packets of ping(8).
   */
  private static final int BYTES = 64;

  private static final int TOKEN = 8;

  private final Family family;
  private final DescriptorThread thread;

  private EchoSocket(Family family, DescriptorThread thread) {
    this.family = family;
    this.thread = thread;
  }

  /**
   * Opens the socket, and starts the thread that reads replies.
   *
   * @param replies called on that thread with the token of each reply, of this host's other pings,
   *     too
   * @throws LinuxException with the kernel's answer; sockets like this need CAP_NET_RAW
   * @throws Egress.Refused if this host does not let it leave so
   */
  public static EchoSocket open(Family family, Egress egress, LongConsumer replies)
      throws Egress.Refused {
    String operation = "open a raw socket for";
    String object = "ICMP echo in " + family;
    int protocol = family == Family.INET ? IPPROTO_ICMP : IPPROTO_ICMPV6;
    int fd = SystemCall.runInt(operation, object, () -> RawSocketOptions.socket(family, protocol));
    try {
      egress.setOn(fd);
      filter(fd, family);
      byte[] buffer = new byte[2048];
      return new EchoSocket(
          family, DescriptorThread.start("ping", fd, each -> read(each, family, buffer, replies)));
    } catch (LastErrorException e) {
      SystemCall.close(fd);
      throw SystemCall.failure(operation, object, e);
    } catch (Egress.Refused e) {
      SystemCall.close(fd);
      throw e;
    }
  }

  /** Makes the kernel deliver echo replies alone; a bit that is set blocks a type. */
  private static void filter(int fd, Family family) {
    switch (family) {
      case INET -> {
        byte[] blocked =
            ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(~(1 << REPLY)).array();
        LibC.setsockopt(fd, SOL_RAW, ICMP_FILTER, blocked, blocked.length);
      }
      case INET6 -> {
        ByteBuffer blocked = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        Arrays.fill(blocked.array(), (byte) 0xff);
        blocked.putInt(REPLY_V6 / 32 * 4, ~(1 << REPLY_V6 % 32));
        LibC.setsockopt(fd, IPPROTO_ICMPV6, ICMPV6_FILTER, blocked.array(), 32);
      }
    }
  }

  /**
   * Sends a request.
   *
   * @param sequence 0 to 65535
   * @throws LinuxException with the kernel's answer, such as that the network is unreachable
   */
  public void send(InetAddress to, int sequence, long token) {
    byte[] packet = request(family, sequence, token);
    byte[] address = UdpOptions.socketAddress(to.getAddress(), 0, 0);
    try {
      LibC.sendto(thread.fd(), packet, packet.length, 0, address, address.length);
    } catch (LastErrorException e) {
      throw SystemCall.failure("send an echo request to", to.getHostAddress(), e);
    }
  }

  /** A request; the kernel writes the checksum of IPv6 (RFC 3542 section 3.1). */
  static byte[] request(Family family, int sequence, long token) {
    ByteBuffer packet = ByteBuffer.allocate(BYTES);
    packet.put(0, (byte) (family == Family.INET ? REQUEST : REQUEST_V6));
    packet.putShort(4, (short) token).putShort(6, (short) sequence).putLong(TOKEN, token);
    packet.putShort(2, (short) checksum(packet));
    return packet.array();
  }

  /** RFC 1071. */
  private static int checksum(ByteBuffer packet) {
    int sum = 0;
    for (int at = 0; at < BYTES; at += 2) {
      sum += packet.getShort(at) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return ~(sum + (sum >>> 16)) & 0xffff;
  }

  private static void read(int fd, Family family, byte[] buffer, LongConsumer replies) {
    while (true) {
      long length;
      try {
        length = LibC.read(fd, buffer, buffer.length);
      } catch (LastErrorException e) {
        int error = e.getErrorCode();
        if (error == Errno.EAGAIN.code()) {
          return;
        }
        if (error == Errno.EINTR.code()) {
          continue;
        }
        throw SystemCall.failure("read", "echo replies", e);
      }
      // The kernel delivers the IP header in IPv4 alone.
      int start = family == Family.INET ? (buffer[0] & 0xf) * 4 : 0;
      int type = family == Family.INET ? REPLY : REPLY_V6;
      if (length >= start + TOKEN + 8 && (buffer[start] & 0xff) == type) {
        replies.accept(ByteBuffer.wrap(buffer).getLong(start + TOKEN));
      }
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
