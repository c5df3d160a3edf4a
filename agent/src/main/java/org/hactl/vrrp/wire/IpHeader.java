package org.hactl.vrrp.wire;

import java.nio.ByteBuffer;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/** Where things stand in an IP header (RFC 791 section 3.1, RFC 8200 section 3). */
public enum IpHeader {
  IPV4(Family.INET, 20, 8, 9, 12, 16),
  IPV6(Family.INET6, 40, 7, 6, 8, 24);

  /** Internetwork control (precedence 6). */
  private static final int TRAFFIC_CLASS = 0xc0;

  private static final int IPV4_TOTAL_LENGTH = 2;
  private static final int IPV4_CHECKSUM = 10;
  private static final int IPV6_PAYLOAD_LENGTH = 4;

  private final Family family;
  private final int bytes;
  private final int hopLimit;
  private final int protocol;
  private final int source;
  private final int destination;

  IpHeader(Family family, int bytes, int hopLimit, int protocol, int source, int destination) {
    this.family = family;
    this.bytes = bytes;
    this.hopLimit = hopLimit;
    this.protocol = protocol;
    this.source = source;
    this.destination = destination;
  }

  static IpHeader of(Family family) {
    return family == Family.INET ? IPV4 : IPV6;
  }

  /** The header at the start of a packet; null if there is none. */
  public static @Nullable IpHeader of(ByteBuffer packet) {
    if (packet.limit() == 0) {
      return null;
    }
    return switch ((packet.get(0) & 0xff) >> 4) {
      case 4 -> IPV4;
      case 6 -> IPV6;
      default -> null;
    };
  }

  public Family family() {
    return family;
  }

  /** Without options, which are never sent. */
  public int bytes() {
    return bytes;
  }

  /** Where the payload begins. */
  public int payloadStart(ByteBuffer packet) {
    return this == IPV4 ? (packet.get(0) & 0x0f) * 4 : bytes;
  }

  /** Where the packet ends by its own length field; an Ethernet frame may have padding after it. */
  int payloadEnd(ByteBuffer packet) {
    return this == IPV4
        ? packet.getShort(IPV4_TOTAL_LENGTH) & 0xffff
        : bytes + (packet.getShort(IPV6_PAYLOAD_LENGTH) & 0xffff);
  }

  /** The TTL or hop limit. */
  int hopLimit(ByteBuffer packet) {
    return packet.get(hopLimit) & 0xff;
  }

  public int protocol(ByteBuffer packet) {
    return packet.get(protocol) & 0xff;
  }

  public int sourceOffset() {
    return source;
  }

  int destinationOffset() {
    return destination;
  }

  /**
   * Writes the header of a packet that goes up to the buffer's limit, and leaves the position after
   * it.
   *
   * @param id the IPv4 identification, which should differ from packet to packet
   */
  void put(ByteBuffer packet, byte[] from, byte[] to, int ttl, int protocolNumber, int id) {
    switch (this) {
      case IPV4 -> {
        packet.put((byte) 0x45).put((byte) TRAFFIC_CLASS).putShort((short) packet.limit());
        packet.putShort((short) id).putShort((short) 0);
        packet.put((byte) ttl).put((byte) protocolNumber).putShort((short) 0);
        packet.put(from).put(to);
        int checksum = InternetChecksum.fold(InternetChecksum.sum(0, packet, 0, bytes));
        packet.putShort(IPV4_CHECKSUM, (short) checksum);
      }
      case IPV6 -> {
        packet.putInt(0x60000000 | TRAFFIC_CLASS << 20);
        packet.putShort((short) (packet.limit() - bytes));
        packet.put((byte) protocolNumber).put((byte) ttl).put(from).put(to);
      }
    }
  }

  /** The pseudo-header of a message of that length: addresses, protocol, length. */
  long pseudoHeader(ByteBuffer packet, int protocolNumber, int length) {
    int end = destination + family.addressBytes();
    return InternetChecksum.sum((long) protocolNumber + length, packet, source, end);
  }

  /** Clears the fields that routers on the way may change (RFC 2402 section 3.3.3.1.1.1). */
  static void clearMutable(byte[] ipv4Packet, boolean ttlToo) {
    ipv4Packet[1] = 0;
    ipv4Packet[IPV4_CHECKSUM] = 0;
    ipv4Packet[IPV4_CHECKSUM + 1] = 0;
    if (ttlToo) {
      ipv4Packet[IPV4.hopLimit] = 0;
    }
  }
}
