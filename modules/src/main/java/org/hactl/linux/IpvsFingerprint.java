package org.hactl.linux;

import java.nio.ByteBuffer;

/**
 * A number for a whole table, worked out from the kernel's messages as they come: nothing is kept
 * of ten thousand destinations that are as they were. What traffic changes by itself does not
 * count.
 */
final class IpvsFingerprint {
  /** {@code struct genlmsghdr}. */
  private static final int FIXED_BYTES = 4;

  private static final int ATTRIBUTE_HEADER_BYTES = 4;
  private static final int TYPE_MASK = 0x3fff;

  /** FNV-1a of 64 bits: draft-eastlake-fnv section 5. */
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private static final int SERVICE_TRAFFIC =
      1 << IpvsAttributes.SERVICE_STATS | 1 << IpvsAttributes.SERVICE_STATS64;
  private static final int DESTINATION_TRAFFIC =
      1 << IpvsAttributes.DESTINATION_ACTIVE
          | 1 << IpvsAttributes.DESTINATION_INACTIVE
          | 1 << IpvsAttributes.DESTINATION_PERSISTENT
          | 1 << IpvsAttributes.DESTINATION_STATS
          | 1 << IpvsAttributes.DESTINATION_STATS64;

  private long value = OFFSET_BASIS;

  /** The number for all that was added, in that order. */
  long value() {
    return value;
  }

  void addService(NetlinkMessage message) {
    add(message.payload(), IpvsAttributes.COMMAND_SERVICE, SERVICE_TRAFFIC);
  }

  void addDestination(NetlinkMessage message) {
    add(message.payload(), IpvsAttributes.COMMAND_DESTINATION, DESTINATION_TRAFFIC);
  }

  private void add(ByteBuffer payload, int command, int traffic) {
    int at = FIXED_BYTES;
    int end = payload.limit();
    while (end - at >= ATTRIBUTE_HEADER_BYTES) {
      int length = length(payload, at, end);
      if (type(payload, at) == command) {
        addNested(payload, at + ATTRIBUTE_HEADER_BYTES, at + length, traffic);
      }
      at += NetlinkMessage.align(length);
    }
  }

  private void addNested(ByteBuffer payload, int start, int end, int traffic) {
    int at = start;
    mix(end - start);
    while (end - at >= ATTRIBUTE_HEADER_BYTES) {
      int length = length(payload, at, end);
      int type = type(payload, at);
      if (type >= Integer.SIZE || (traffic & 1 << type) == 0) {
        for (int i = at; i < at + length; i++) {
          mix(payload.get(i));
        }
      }
      at += NetlinkMessage.align(length);
    }
  }

  private static int type(ByteBuffer payload, int at) {
    return payload.getShort(at + 2) & TYPE_MASK;
  }

  private static int length(ByteBuffer payload, int at, int end) {
    int length = Short.toUnsignedInt(payload.getShort(at));
    if (length < ATTRIBUTE_HEADER_BYTES || length > end - at) {
      throw new CodecException(
          "attribute of %d bytes where %d are left".formatted(length, end - at));
    }
    return length;
  }

  private void mix(int word) {
    value = (value ^ word) * PRIME;
  }
}
