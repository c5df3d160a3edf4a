package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a message by type, read in place without copying. Of two with the same type the
 * last counts. Every reading method throws {@link CodecException} if the length does not fit.
 */
final class NetlinkAttributes {
  /** The type without the flags "nested" and "network byte order". */
  private static final int TYPE_MASK = 0x3fff;

  private static final int HEADER_BYTES = 4;

  private final ByteBuffer payload;
  private final int start;
  private final int end;

  private NetlinkAttributes(ByteBuffer payload, int start, int end) {
    this.payload = payload;
    this.start = start;
    this.end = end;
    walk(payload, start, end, (_, _, _) -> {});
  }

  /** Reads attributes from {@code offset} of a payload to its end. */
  static NetlinkAttributes read(ByteBuffer payload, int offset) {
    if (offset > payload.limit()) {
      throw new CodecException(
          "%d bytes where a fixed part has %d".formatted(payload.limit(), offset));
    }
    return new NetlinkAttributes(
        payload.duplicate().order(ByteOrder.nativeOrder()), offset, payload.limit());
  }

  /** Called with one attribute after the other. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param value where its value begins in the payload
     * @param length of the value, in bytes
     */
    void attribute(int type, int value, int length);
  }

  /** Visits the attributes in a part of a payload. */
  static void walk(ByteBuffer payload, int start, int end, Visitor visitor) {
    int at = start;
    while (end - at >= HEADER_BYTES) {
      int length = Short.toUnsignedInt(payload.getShort(at));
      int type = payload.getShort(at + 2) & TYPE_MASK;
      if (length < HEADER_BYTES || length > end - at) {
        throw new CodecException(
            "attribute %d of %d bytes where %d are left".formatted(type, length, end - at));
      }
      visitor.attribute(type, at + HEADER_BYTES, length - HEADER_BYTES);
      at += NetlinkMessage.align(length);
    }
  }

  boolean has(int type) {
    return find(type) >= 0;
  }

  int u8(int type, int fallback) {
    int at = find(type, 1);
    return at < 0 ? fallback : Byte.toUnsignedInt(payload.get(at));
  }

  int u16(int type, int fallback) {
    int at = find(type, 2);
    return at < 0 ? fallback : Short.toUnsignedInt(payload.getShort(at));
  }

  /** A number in network byte order: a port. */
  int networkU16(int type, int fallback) {
    int at = find(type, 2);
    return at < 0
        ? fallback
        : Byte.toUnsignedInt(payload.get(at)) << 8 | Byte.toUnsignedInt(payload.get(at + 1));
  }

  int s32(int type, int fallback) {
    int at = find(type, 4);
    return at < 0 ? fallback : payload.getInt(at);
  }

  long u32(int type, long fallback) {
    int at = find(type, 4);
    return at < 0 ? fallback : Integer.toUnsignedLong(payload.getInt(at));
  }

  long s64(int type, long fallback) {
    int at = find(type, 8);
    return at < 0 ? fallback : payload.getLong(at);
  }

  String text(int type, String fallback) {
    byte[] value = bytes(type);
    if (value == null) {
      return fallback;
    }
    int length = 0;
    while (length < value.length && value[length] != 0) {
      length++;
    }
    return new String(value, 0, length, StandardCharsets.UTF_8);
  }

  byte @Nullable [] bytes(int type) {
    int at = find(type);
    return at < 0 ? null : copy(at, length(at));
  }

  /** An address of the family, from the first bytes of the attribute. */
  @Nullable InetAddress address(int type, Family family) {
    int at = find(type, family.addressBytes());
    return at < 0 ? null : InetAddresses.of(copy(at, family.addressBytes()));
  }

  Optional<NetlinkAttributes> nested(int type) {
    int at = find(type);
    return at < 0
        ? Optional.empty()
        : Optional.of(new NetlinkAttributes(payload, at, at + length(at)));
  }

  private byte[] copy(int at, int length) {
    byte[] bytes = new byte[length];
    payload.get(at, bytes);
    return bytes;
  }

  /**
   * Where the attribute's value begins; -1 if there is no attribute of that type. The value has at
   * least {@code bytes} bytes.
   */
  private int find(int type, int bytes) {
    int at = find(type);
    if (at >= 0 && length(at) < bytes) {
      throw new CodecException(
          "attribute %d has %d bytes, not %d".formatted(type, length(at), bytes));
    }
    return at;
  }

  private int find(int type) {
    int found = -1;
    for (int at = start;
        end - at >= HEADER_BYTES;
        at += NetlinkMessage.align(Short.toUnsignedInt(payload.getShort(at)))) {
      if ((payload.getShort(at + 2) & TYPE_MASK) == type) {
        found = at + HEADER_BYTES;
      }
    }
    return found;
  }

  /** The length of the value that begins here. */
  private int length(int at) {
    return Short.toUnsignedInt(payload.getShort(at - HEADER_BYTES)) - HEADER_BYTES;
  }
}
