package org.hactl.linux.netlink;

import static org.hactl.linux.libc.LibC.AF_NETLINK;
import static org.hactl.linux.libc.LibC.SOCK_CLOEXEC;
import static org.hactl.linux.libc.LibC.SOCK_RAW;
import static org.hactl.linux.libc.LibC.SOL_SOCKET;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/** A netlink socket of one protocol. Not safe for several threads. */
public final class NetlinkSocket implements AutoCloseable {
  static final int ROUTE = 0;
  public static final int CONNECTOR = 11;
  static final int GENERIC = 16;

  private static final int SO_RCVTIMEO = 20;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_WAITFORONE = 0x10000;
  private static final int ADDRESS_BYTES = 12;
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final IncomingDatagrams incoming = new IncomingDatagrams();
  private final int fd;

  private NetlinkSocket(int fd) {
    this.fd = fd;
  }

  /**
   * Opens a socket that waits 10 s for an answer.
   *
   * @param groups bits of the multicast groups to join, 0 for none
   */
  static NetlinkSocket open(int protocol, int groups) {
    return open(protocol, groups, ANSWER_TIMEOUT);
  }

  /**
   * Opens a socket.
   *
   * @param groups bits of the multicast groups to join, 0 for none
   * @param timeout how long {@link #receive} waits, of at least a second
   */
  public static NetlinkSocket open(int protocol, int groups, Duration timeout) {
    String object =
        switch (protocol) {
          case ROUTE -> "rtnetlink";
          case CONNECTOR -> "the netlink connector";
          default -> "generic netlink";
        };
    int fd =
        SystemCall.runInt(
            "open socket",
            object,
            () -> LibC.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
    NetlinkSocket socket = new NetlinkSocket(fd);
    try {
      SystemCall.run("bind socket", object, () -> LibC.bind(fd, address(groups), ADDRESS_BYTES));
      socket.configure(timeout);
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private void configure(Duration timeout) {
    byte[] seconds =
        ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putLong(timeout.toSeconds()).array();
    SystemCall.run(
        "set timeout of",
        "netlink socket",
        () -> LibC.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, seconds, seconds.length));
    // Optional: without them answers say less, and bursts of events are lost sooner.
    tryOption(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
    tryOption(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    tryOption(SOL_NETLINK, NETLINK_CAP_ACK, 1);
  }

  private void tryOption(int level, int option, int value) {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    try {
      SystemCall.run(
          "set option of",
          "netlink socket",
          () -> LibC.setsockopt(fd, level, option, bytes, bytes.length));
    } catch (LinuxException e) {
      // An older kernel, or a namespace without the privilege: the caller works without the option.
    }
  }

  public int fd() {
    return fd;
  }

  /** Lets list requests carry a filter; an older kernel still lists everything. */
  void strict() {
    tryOption(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
  }

  public void send(byte[] messages, int length) {
    SystemCall.run(
        "send to",
        "netlink",
        () -> LibC.sendto(fd, messages, length, 0, address(0), ADDRESS_BYTES));
  }

  /**
   * Waits for a datagram; splits it, and another one that has come.
   *
   * @throws LinuxException ENOBUFS if the kernel had to drop some, EAGAIN if nothing came in time
   */
  public List<NetlinkMessage> receive() {
    int count = incoming.receive(fd, MSG_TRUNC | MSG_WAITFORONE);
    if (count < 0) {
      throw SystemCall.failure("receive from", "netlink");
    }
    List<NetlinkMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = incoming.length(i);
      if (length > IncomingDatagrams.DATAGRAM_BYTES) {
        throw new LinuxException(
            "receive from", "netlink", Errno.EMSGSIZE, "a datagram of " + length + " bytes");
      }
      // Any process may send to a netlink socket; only port 0 is the kernel.
      if (incoming.sender(i) == 0) {
        messages.addAll(NetlinkMessage.split(incoming.bytes(i), length));
      }
    }
    return messages;
  }

  /**
   * Discards what is in the queue. After an overrun the kernel silently drops all that comes until
   * the queue has been empty once.
   */
  public void drain() {
    while (true) {
      if (incoming.receive(fd, MSG_DONTWAIT) < 0) {
        LinuxException failure = SystemCall.failure("drain", "netlink");
        if (failure.errno().equals(Errno.EAGAIN)) {
          return;
        }
        if (!failure.errno().equals(Errno.ENOBUFS)) {
          throw failure;
        }
      }
    }
  }

  private static byte[] address(int groups) {
    return ByteBuffer.allocate(ADDRESS_BYTES)
        .order(ByteOrder.nativeOrder())
        .putShort((short) AF_NETLINK)
        .putInt(8, groups)
        .array();
  }

  @Override
  public void close() {
    SystemCall.close(fd);
  }
}
