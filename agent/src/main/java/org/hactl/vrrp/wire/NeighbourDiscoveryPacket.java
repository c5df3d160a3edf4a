package org.hactl.vrrp.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.hactl.linux.net.MacAddress;

/** Messages of neighbour discovery as Ethernet frames (RFC 4861). */
public final class NeighbourDiscoveryPacket {
  public static final int LENGTH_BYTES = 86;
  private static final int ETHERNET_BYTES = 14;
  private static final int IPV6_BYTES = 40;
  private static final int MESSAGE_BYTES = 32;
  private static final int ICMPV6 = 58;
  private static final int CHECKSUM = ETHERNET_BYTES + IPV6_BYTES + 2;
  private static final int SOLICITATION = 135;
  private static final int ADVERTISEMENT = 136;
  private static final int SOURCE_LINK_LAYER_ADDRESS = 1;
  private static final int TARGET_LINK_LAYER_ADDRESS = 2;
  private static final int ROUTER_FLAG = 0x80000000;
  private static final int OVERRIDE_FLAG = 0x20000000;
  private static final byte[] ALL_NODES = {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  /**
   * The last three bytes are copied from the address that the solicitation asks for (RFC 4291
   * section 2.7.1).
   */
  private static final byte[] SOLICITED_NODE = {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1, 0, 0, 0};

  private NeighbourDiscoveryPacket() {}

  /**
   * Writes the unsolicited advertisement to all nodes that says: {@code address} is at {@code
   * hardwareAddress} (sections 4.4 and 7.2.6).
   *
   * @param router whether the host that has the address forwards packets
   */
  public static void encodeAdvertisement(
      ByteBuffer frame, MacAddress hardwareAddress, byte[] address, boolean router) {
    begin(frame, hardwareAddress, address, ALL_NODES);
    frame.put((byte) ADVERTISEMENT).put((byte) 0).putShort((short) 0);
    frame.putInt(OVERRIDE_FLAG | (router ? ROUTER_FLAG : 0)).put(address);
    end(frame, TARGET_LINK_LAYER_ADDRESS, hardwareAddress);
  }

  /**
   * Writes the solicitation that asks who has {@code target}, and says where {@code sender} is
   * (section 4.3).
   */
  public static void encodeSolicitation(
      ByteBuffer frame, MacAddress hardwareAddress, byte[] sender, byte[] target) {
    byte[] group = SOLICITED_NODE.clone();
    System.arraycopy(target, 13, group, 13, 3);
    begin(frame, hardwareAddress, sender, group);
    frame.put((byte) SOLICITATION).put((byte) 0).putShort((short) 0);
    frame.putInt(0).put(target);
    end(frame, SOURCE_LINK_LAYER_ADDRESS, hardwareAddress);
  }

  private static void begin(
      ByteBuffer frame, MacAddress hardwareAddress, byte[] source, byte[] group) {
    frame.clear();
    // A group's MAC address ends with the group's last four bytes (RFC 2464 section 7).
    frame.put(new byte[] {0x33, 0x33}).put(Arrays.copyOfRange(group, 12, 16));
    frame.put(hardwareAddress.toBytes()).putShort((short) 0x86dd);
    frame.putInt(0x60000000).putShort((short) MESSAGE_BYTES);
    frame.put((byte) ICMPV6).put((byte) 255).put(source).put(group);
  }

  private static void end(ByteBuffer frame, int option, MacAddress hardwareAddress) {
    // The option's length is in units of 8 bytes.
    frame.put((byte) option).put((byte) 1).put(hardwareAddress.toBytes());
    frame.flip();
    // Addresses, length and protocol of the pseudo-header, then the message (RFC 8200 section 8.1).
    long sum =
        InternetChecksum.sum(
            MESSAGE_BYTES + ICMPV6, frame, ETHERNET_BYTES + 8, ETHERNET_BYTES + IPV6_BYTES);
    sum = InternetChecksum.sum(sum, frame, ETHERNET_BYTES + IPV6_BYTES, LENGTH_BYTES);
    frame.putShort(CHECKSUM, (short) InternetChecksum.fold(sum));
  }
}
