package org.hactl.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A hash of a whole IPVS table, computed from the kernel's messages as they arrive, so that ten
 * thousand unchanged destinations need no memory. It does not cover counters.
 */
final class IpvsFingerprint {
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

  /** The hash of everything added so far, in the order of the additions. */
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
    NetlinkAttributes.walk(
        payload,
        IpvsDecoder.FIXED_BYTES,
        payload.limit(),
        (type, value, length) -> {
          if (type == command) {
            addNested(payload, value, length, traffic);
          }
        });
  }

  private void addNested(ByteBuffer payload, int start, int bytes, int traffic) {
    mix(bytes);
    NetlinkAttributes.walk(
        payload,
        start,
        start + bytes,
        (type, value, length) -> {
          if (type >= Integer.SIZE || (traffic & 1 << type) == 0) {
            mix(type);
            mix(length);
            for (int i = value; i < value + length; i++) {
              mix(payload.get(i));
            }
          }
        });
  }

  private void mix(int word) {
    value = (value ^ word) * PRIME;
  }
}
