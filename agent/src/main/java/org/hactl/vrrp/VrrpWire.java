package org.hactl.vrrp;

/** Where things stand in a VRRP packet over IPv4 (RFC 791; RFC 3768 and 5798 section 5). */
final class VrrpWire {
  /** 224.0.0.18 (RFC 5798 section 5.1.1.2). */
  static final int MULTICAST_GROUP = 0xe0000012;

  static final int PROTOCOL = 112;
  static final int TTL = 255;

  /** Internetwork control (precedence 6). */
  static final int TYPE_OF_SERVICE = 0xc0;

  static final int IP_HEADER_BYTES = 20;
  static final int IP_TOTAL_LENGTH = 2;
  static final int IP_ID = 4;
  static final int IP_TTL = 8;
  static final int IP_PROTOCOL = 9;
  static final int IP_CHECKSUM = 10;
  static final int IP_SOURCE = 12;
  static final int IP_DESTINATION = 16;

  static final int TYPE_ADVERTISEMENT = 1;
  static final int HEADER_BYTES = 8;
  static final int ADDRESS_BYTES = 4;

  /** Offsets from the start of the VRRP message. */
  static final int VERSION_AND_TYPE = 0;

  static final int VRID = 1;
  static final int PRIORITY = 2;
  static final int ADDRESS_COUNT = 3;
  static final int V2_AUTH_TYPE = 4;
  static final int V2_INTERVAL_SECONDS = 5;
  static final int V3_INTERVAL_CENTISECONDS = 4;
  static final int CHECKSUM = 6;
  static final int ADDRESSES = 8;

  /** The longest that any router here sends: version 2 with 255 addresses. */
  static final int MAX_PACKET_BYTES =
      IP_HEADER_BYTES
          + HEADER_BYTES
          + RouterConfig.MAX_ADDRESSES * ADDRESS_BYTES
          + Authentication.LENGTH_BYTES;

  private VrrpWire() {}

  /** The length of the whole VRRP message. */
  static int messageBytes(int version, int addressCount) {
    int authentication = version == 2 ? Authentication.LENGTH_BYTES : 0;
    return HEADER_BYTES + addressCount * ADDRESS_BYTES + authentication;
  }
}
