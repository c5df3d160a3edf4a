package org.hactl.vrrp.wire;

import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071). */
final class InternetChecksum {
  private InternetChecksum() {}

  /** The one's complement sum of the given range, added to {@code sum} and not yet folded. */
  static long sum(long sum, ByteBuffer bytes, int from, int to) {
    int at = from;
    for (; at + 1 < to; at += 2) {
      sum += bytes.getShort(at) & 0xffff;
    }
    if (at < to) {
      sum += (bytes.get(at) & 0xff) << 8;
    }
    return sum;
  }

  /** The checksum field for this sum. It is 0 if the data includes a correct checksum. */
  static int fold(long sum) {
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) (~sum & 0xffff);
  }
}
