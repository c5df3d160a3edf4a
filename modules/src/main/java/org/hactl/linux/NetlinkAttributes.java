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
    int at = offset;
    while (payload.limit() - at >= 4) {
      int length = Short.toUnsignedInt(payload.getShort(at));
      int type = payload.getShort(at + 2) & TYPE_MASK;
      if (length < 4 || length > payload.limit() - at) {
        throw new CodecException(
            "attribute %d of %d bytes where %d are left"
                .formatted(type, length, payload.limit() - at));
      }
      values.put(type, payload.slice(at + 4, length - 4).order(ByteOrder.nativeOrder()));
      at += NetlinkMessage.align(length);
    }
    return new NetlinkAttributes(values);
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
