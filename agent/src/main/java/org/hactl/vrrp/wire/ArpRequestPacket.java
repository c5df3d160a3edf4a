package org.hactl.vrrp.wire;

import java.nio.ByteBuffer;
import org.hactl.linux.net.MacAddress;

/** An ARP request as an Ethernet frame to all stations (RFC 826). */
public final class ArpRequestPacket {
  public static final int LENGTH_BYTES = 42;
  private static final int ETHERTYPE_ARP = 0x0806;
  private static final int HARDWARE_ETHERNET = 1;
  private static final int PROTOCOL_IPV4 = 0x0800;
  private static final int OPERATION_REQUEST = 1;
  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};
  private static final byte[] UNKNOWN = new byte[6];

  private ArpRequestPacket() {}

  /** Writes the frame that asks who has {@code target}, and says where {@code sender} is. */
  public static void encode(
      ByteBuffer frame, MacAddress hardwareAddress, byte[] sender, byte[] target) {
    encode(frame, hardwareAddress, sender, UNKNOWN, target);
  }

  /**
   * Writes the gratuitous frame that says: {@code address} is at {@code hardwareAddress} (RFC 5227
   * section 3).
   */
  public static void encodeGratuitous(
      ByteBuffer frame, MacAddress hardwareAddress, byte[] address) {
    encode(frame, hardwareAddress, address, BROADCAST, address);
  }

  private static void encode(
      ByteBuffer frame,
      MacAddress hardwareAddress,
      byte[] sender,
      byte[] targetHardware,
      byte[] target) {
    byte[] mac = hardwareAddress.toBytes();
    frame.clear();
    frame.put(BROADCAST).put(mac).putShort((short) ETHERTYPE_ARP);
    frame.putShort((short) HARDWARE_ETHERNET).putShort((short) PROTOCOL_IPV4);
    frame.put((byte) 6).put((byte) 4).putShort((short) OPERATION_REQUEST);
    frame.put(mac).put(sender);
    frame.put(targetHardware).put(target);
    frame.flip();
  }
}
