package org.hactl.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/**
 * Room for two datagrams, in memory that does not move (recvmmsg(2)): most lists are one datagram
 * and another that ends it, and come with one system call. Not safe for several threads.
 */
final class IncomingDatagrams {
  /** The kernel fills at most 32 KiB of a dump into one datagram. */
  static final int DATAGRAM_BYTES = 64 << 10;

  private static final int COUNT = 2;

  /** {@code struct mmsghdr}, {@code struct iovec} and {@code struct sockaddr_nl}. */
  private static final int HEADER_BYTES = 64;

  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_COUNT = 24;
  private static final int LENGTH = 56;
  private static final int VECTOR_BYTES = 16;
  private static final int NAME_BYTES = 12;
  private static final int PORT_IN_NAME = 4;

  private final ByteBuffer headers = memory(COUNT * HEADER_BYTES);
  private final ByteBuffer vectors = memory(COUNT * VECTOR_BYTES);
  private final ByteBuffer names = memory(COUNT * NAME_BYTES);
  private final ByteBuffer data = memory(COUNT * DATAGRAM_BYTES);

  IncomingDatagrams() {
    for (int i = 0; i < COUNT; i++) {
      int header = i * HEADER_BYTES;
      headers.putLong(header + NAME, LibC.addressOf(names) + (long) i * NAME_BYTES);
      headers.putLong(header + VECTOR, LibC.addressOf(vectors) + (long) i * VECTOR_BYTES);
      headers.putLong(header + VECTOR_COUNT, 1);
      vectors.putLong(i * VECTOR_BYTES, LibC.addressOf(data) + (long) i * DATAGRAM_BYTES);
      vectors.putLong(i * VECTOR_BYTES + Long.BYTES, DATAGRAM_BYTES);
    }
  }

  private static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Receives up to two datagrams; returns how many came, or -1 after an error. */
  int receive(int fd, int flags) {
    for (int i = 0; i < COUNT; i++) {
      headers.putInt(i * HEADER_BYTES + NAME_LENGTH, NAME_BYTES);
    }
    while (true) {
      int count = LibC.recvmmsg(fd, LibC.addressOf(headers), COUNT, flags, 0);
      if (count >= 0 || SystemCall.lastErrno() != Errno.EINTR.code()) {
        return count;
      }
    }
  }

  /** The netlink port that sent a datagram; 0 is the kernel. */
  int sender(int index) {
    return names.getInt(index * NAME_BYTES + PORT_IN_NAME);
  }

  /** How long a datagram is, also if there was not enough room for it. */
  int length(int index) {
    return headers.getInt(index * HEADER_BYTES + LENGTH);
  }

  /** A copy of a datagram that there was room for. */
  byte[] bytes(int index) {
    byte[] copy = new byte[length(index)];
    data.get(index * DATAGRAM_BYTES, copy);
    return copy;
  }
}
