package org.hactl.vrrp.wire;

import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;

/** The positions of the fields in a VRRP message (RFC 3768 and 5798 section 5). */
public final class VrrpWire {
  public static final int PROTOCOL = 112;

  /** The TTL of all packets on the link (RFC 9568 section 5.1.1.3). */
  static final int TTL = 255;

  static final int TYPE_ADVERTISEMENT = 1;
  static final int HEADER_BYTES = 8;

  /** Offsets from the start of the VRRP message. */
  static final int VERSION_AND_TYPE = 0;

  static final int VRID = 1;
  public static final int PRIORITY = 2;
  static final int ADDRESS_COUNT = 3;
  static final int V2_AUTH_TYPE = 4;
  static final int V2_INTERVAL_SECONDS = 5;
  static final int V3_INTERVAL_CENTISECONDS = 4;
  static final int CHECKSUM = 6;
  static final int ADDRESSES = 8;

  /** The length of the longest packet that the agent sends: it has 255 IPv6 addresses. */
  public static final int MAX_PACKET_BYTES =
      IpHeader.IPV6.bytes()
          + HEADER_BYTES
          + RouterConfig.MAX_ADDRESSES * Family.INET6.addressBytes()
          + Authentication.LENGTH_BYTES;

  private VrrpWire() {}

  /**
   * The length of the whole VRRP message. No RFC defines version 2 over IPv6; keepalived sends no
   * authentication data there.
   */
  static int messageBytes(int version, Family family, int addressCount) {
    int authentication = version == 2 && family == Family.INET ? Authentication.LENGTH_BYTES : 0;
    return HEADER_BYTES + addressCount * family.addressBytes() + authentication;
  }
}
