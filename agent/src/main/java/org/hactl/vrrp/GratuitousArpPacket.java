package org.hactl.vrrp;

import java.nio.ByteBuffer;

/** A gratuitous ARP request as an Ethernet frame (RFC 826, RFC 5227 section 3). */
final class GratuitousArpPacket {
  static final int LENGTH_BYTES = 42;
  private static final int ETHERTYPE_ARP = 0x0806;
  private static final int HARDWARE_ETHERNET = 1;
  private static final int PROTOCOL_IPV4 = 0x0800;
  private static final int OPERATION_REQUEST = 1;
  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};

  private GratuitousArpPacket() {}

  /** Writes the frame that says: {@code address} is at {@code hardwareAddress}. */
  static void encode(ByteBuffer frame, byte[] hardwareAddress, int address) {
    frame.clear();
    frame.put(BROADCAST).put(hardwareAddress).putShort((short) ETHERTYPE_ARP);
    frame.putShort((short) HARDWARE_ETHERNET).putShort((short) PROTOCOL_IPV4);
    frame.put((byte) 6).put((byte) 4).putShort((short) OPERATION_REQUEST);
    frame.put(hardwareAddress).putInt(address);
    frame.put(BROADCAST).putInt(address);
    frame.flip();
  }
}
