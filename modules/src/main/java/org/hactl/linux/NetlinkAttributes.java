package org.hactl.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a message, by type. Unknown ones are kept and never asked for; of two with one
 * type the last counts. Every reading method throws {@link CodecException} where the length does
 * not fit.
 */
final class NetlinkAttributes {
  /** The type without the flags "nested" and "network byte order". */
  private static final int TYPE_MASK = 0x3fff;

  private static final int HEADER_BYTES = 4;

  private final Map<Integer, ByteBuffer> values;

  private NetlinkAttributes(Map<Integer, ByteBuffer> values) {
    this.values = values;
  }

  /** Reads attributes from {@code offset} of a payload to its end. */
  static NetlinkAttributes read(ByteBuffer payload, int offset) {
    if (offset > payload.limit()) {
      throw new CodecException(
          "%d bytes where a fixed part has %d".formatted(payload.limit(), offset));
    }
    Map<Integer, ByteBuffer> values = new HashMap<>();
    walk(
        payload,
        offset,
        payload.limit(),
        (type, value, length) ->
            values.put(type, payload.slice(value, length).order(ByteOrder.nativeOrder())));
    return new NetlinkAttributes(values);
  }

  /** Shown one attribute after the other. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param value where in the payload its value begins
     * @param length of the value, in bytes
     */
    void attribute(int type, int value, int length);
  }

  /** Goes over the attributes of a part of a payload, and keeps nothing. */
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
    return values.containsKey(type);
  }

  int u8(int type, int fallback) {
    ByteBuffer value = sized(type, 1);
    return value == null ? fallback : Byte.toUnsignedInt(value.get(0));
  }

  int u16(int type, int fallback) {
    ByteBuffer value = sized(type, 2);
    return value == null ? fallback : Short.toUnsignedInt(value.getShort(0));
  }

  /** A number in network byte order: a port. */
  int networkU16(int type, int fallback) {
    ByteBuffer value = sized(type, 2);
    return value == null
        ? fallback
        : Byte.toUnsignedInt(value.get(0)) << 8 | Byte.toUnsignedInt(value.get(1));
  }

  int s32(int type, int fallback) {
    ByteBuffer value = sized(type, 4);
    return value == null ? fallback : value.getInt(0);
  }

  long u32(int type, long fallback) {
    ByteBuffer value = sized(type, 4);
    return value == null ? fallback : Integer.toUnsignedLong(value.getInt(0));
  }

  long s64(int type, long fallback) {
    ByteBuffer value = sized(type, 8);
    return value == null ? fallback : value.getLong(0);
  }

  String text(int type, String fallback) {
    ByteBuffer value = values.get(type);
    if (value == null) {
      return fallback;
    }
    String text = StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  byte @Nullable [] bytes(int type) {
    ByteBuffer value = values.get(type);
    if (value == null) {
      return null;
    }
    byte[] bytes = new byte[value.limit()];
    value.get(0, bytes);
    return bytes;
  }

  /** An address of the family, from the first bytes of the attribute. */
  @Nullable InetAddress address(int type, Family family) {
    ByteBuffer value = sized(type, family.addressBytes());
    if (value == null) {
      return null;
    }
    byte[] bytes = new byte[family.addressBytes()];
    value.get(0, bytes);
    return InetAddresses.of(bytes);
  }

  Optional<NetlinkAttributes> nested(int type) {
    return Optional.ofNullable(values.get(type)).map(value -> read(value, 0));
  }

  private @Nullable ByteBuffer sized(int type, int length) {
    ByteBuffer value = values.get(type);
    if (value != null && value.limit() < length) {
      throw new CodecException(
          "attribute %d has %d bytes, not %d".formatted(type, value.limit(), length));
    }
    return value;
  }
}
