package org.hactl.vrrp.wire;

import java.nio.ByteBuffer;
import org.hactl.linux.net.MacAddress;

/**
 * An unsolicited neighbour advertisement to all nodes as an Ethernet frame (RFC 4861 sections 4.4
 * and 7.2.6).
 */
public final class NeighbourAdvertisementPacket {
  public static final int LENGTH_BYTES = 86;
  private static final int ETHERNET_BYTES = 14;
  private static final int IPV6_BYTES = 40;
  private static final int MESSAGE_BYTES = 32;
  private static final int ICMPV6 = 58;
  private static final int CHECKSUM = ETHERNET_BYTES + IPV6_BYTES + 2;
  private static final int ROUTER_FLAG = 0x80000000;
  private static final int OVERRIDE_FLAG = 0x20000000;
  private static final byte[] ALL_NODES_MAC = {0x33, 0x33, 0, 0, 0, 1};
  private static final byte[] ALL_NODES = {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private NeighbourAdvertisementPacket() {}

  /**
   * Writes the frame that says: {@code address} is at {@code hardwareAddress}.
   *
   * @param router whether the host that has the address forwards packets
   */
  public static void encode(
      ByteBuffer frame, MacAddress hardwareAddress, byte[] address, boolean router) {
    byte[] mac = hardwareAddress.toBytes();
    frame.clear();
    frame.put(ALL_NODES_MAC).put(mac).putShort((short) 0x86dd);
    frame.putInt(0x60000000).putShort((short) MESSAGE_BYTES);
    frame.put((byte) ICMPV6).put((byte) 255).put(address).put(ALL_NODES);
    frame.put((byte) 136).put((byte) 0).putShort((short) 0);
    frame.putInt(OVERRIDE_FLAG | (router ? ROUTER_FLAG : 0)).put(address);
    // Target link-layer address, in units of 8 bytes.
    frame.put((byte) 2).put((byte) 1).put(mac);
    frame.flip();
    // Addresses, length and protocol of the pseudo-header, then the message (RFC 8200 section 8.1).
    long sum =
        InternetChecksum.sum(
            MESSAGE_BYTES + ICMPV6, frame, ETHERNET_BYTES + 8, ETHERNET_BYTES + IPV6_BYTES);
    sum = InternetChecksum.sum(sum, frame, ETHERNET_BYTES + IPV6_BYTES, LENGTH_BYTES);
    frame.putShort(CHECKSUM, (short) InternetChecksum.fold(sum));
  }
}
