package org.hactl.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.CodecException;

/**
 * One netlink message: the header of netlink(7) and what follows it.
 *
 * @param payload positioned at its start, in the host's byte order
 */
public record NetlinkMessage(int type, int flags, int sequence, ByteBuffer payload) {
  public static final int HEADER_BYTES = 16;

  static final int NOOP = 1;
  static final int ERROR = 2;
  public static final int DONE = 3;
  static final int OVERRUN = 4;

  static final int F_REQUEST = 0x1;
  static final int F_MULTI = 0x2;
  static final int F_ACK = 0x4;
  static final int F_DUMP_INTR = 0x10;
  static final int F_DUMP = 0x300;
  static final int F_CAPPED = 0x100;
  static final int F_ACK_TLVS = 0x200;
  static final int F_REPLACE = 0x100;
  static final int F_EXCL = 0x200;
  static final int F_CREATE = 0x400;

  /** Messages start at multiples of four. */
  static int align(int length) {
    return (length + 3) & ~3;
  }

  /**
   * Splits a datagram into its messages.
   *
   * @throws CodecException if a message is shorter than its header or longer than what there is
   */
  public static List<NetlinkMessage> split(byte[] datagram, int length) {
    ByteBuffer buffer = ByteBuffer.wrap(datagram, 0, length).order(ByteOrder.nativeOrder());
    List<NetlinkMessage> messages = new ArrayList<>();
    int offset = 0;
    while (length - offset >= HEADER_BYTES) {
      int size = buffer.getInt(offset);
      if (size < HEADER_BYTES || size > length - offset) {
        throw new CodecException(
            "netlink message of %d bytes where %d are left".formatted(size, length - offset));
      }
      ByteBuffer payload =
          buffer.slice(offset + HEADER_BYTES, size - HEADER_BYTES).order(ByteOrder.nativeOrder());
      messages.add(
          new NetlinkMessage(
              Short.toUnsignedInt(buffer.getShort(offset + 4)),
              Short.toUnsignedInt(buffer.getShort(offset + 6)),
              buffer.getInt(offset + 8),
              payload));
      offset = Math.min(length, offset + align(size));
    }
    if (offset != length) {
      throw new CodecException((length - offset) + " bytes after the last netlink message");
    }
    return messages;
  }
}
