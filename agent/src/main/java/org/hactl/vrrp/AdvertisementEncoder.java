package org.hactl.vrrp;

import static org.hactl.vrrp.VrrpWire.*;

import java.nio.ByteBuffer;

/** Writes the advertisements of one router, IPv4 header included. */
final class AdvertisementEncoder {
  private final RouterConfig config;
  private final int[] addresses;
  private final int intervalField;

  AdvertisementEncoder(RouterConfig config) {
    this.config = config;
    this.addresses = Ipv4.toInts(config.addresses());
    this.intervalField =
        switch (config.version()) {
          case V2 -> (int) config.advertInterval().toSeconds();
          case V3 -> (int) (config.advertInterval().toMillis() / 10);
        };
  }

  /**
   * Writes one advertisement from the start of {@code packet}, and sets position and limit around
   * it.
   *
   * @param source the address it is sent from
   * @param id the IPv4 identification, which should differ from packet to packet
   */
  void encode(ByteBuffer packet, int source, int priority, int id) {
    int messageBytes = messageBytes(config.version().number(), addresses.length);
    packet.clear().limit(IP_HEADER_BYTES + messageBytes);
    putIpHeader(packet, source, id);
    packet.put((byte) (config.version().number() << 4 | TYPE_ADVERTISEMENT));
    packet.put((byte) config.virtualRouterId());
    packet.put((byte) priority);
    packet.put((byte) addresses.length);
    switch (config.version()) {
      case V2 -> packet.put((byte) config.authentication().type()).put((byte) intervalField);
      case V3 -> packet.putShort((short) intervalField);
    }
    packet.putShort((short) 0);
    for (int address : addresses) {
      packet.putInt(address);
    }
    long sum =
        switch (config.version()) {
          case V2 -> {
            putAuthentication(packet);
            yield 0;
          }
          case V3 -> InternetChecksum.pseudoHeader(source, MULTICAST_GROUP, PROTOCOL, messageBytes);
        };
    int checksum =
        InternetChecksum.fold(InternetChecksum.sum(sum, packet, IP_HEADER_BYTES, packet.limit()));
    packet.putShort(IP_HEADER_BYTES + CHECKSUM, (short) checksum);
    packet.flip();
  }

  private static void putIpHeader(ByteBuffer packet, int source, int id) {
    packet.put((byte) 0x45).put((byte) TYPE_OF_SERVICE).putShort((short) packet.limit());
    packet.putShort((short) id).putShort((short) 0);
    packet.put((byte) TTL).put((byte) PROTOCOL).putShort((short) 0);
    packet.putInt(source).putInt(MULTICAST_GROUP);
    int checksum = InternetChecksum.fold(InternetChecksum.sum(0, packet, 0, IP_HEADER_BYTES));
    packet.putShort(IP_CHECKSUM, (short) checksum);
  }

  private void putAuthentication(ByteBuffer packet) {
    for (int index = 0; index < Authentication.LENGTH_BYTES; index++) {
      packet.put(config.authentication().byteAt(index));
    }
  }
}
