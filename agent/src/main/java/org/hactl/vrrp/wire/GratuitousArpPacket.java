package org.hactl.vrrp.wire;

import java.nio.ByteBuffer;
import org.hactl.linux.net.MacAddress;

/** A gratuitous ARP request as an Ethernet frame (RFC 826, RFC 5227 section 3). */
public final class GratuitousArpPacket {
  public static final int LENGTH_BYTES = 42;
  private static final int ETHERTYPE_ARP = 0x0806;
  private static final int HARDWARE_ETHERNET = 1;
  private static final int PROTOCOL_IPV4 = 0x0800;
  private static final int OPERATION_REQUEST = 1;
  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};

  private GratuitousArpPacket() {}

  /** Writes the frame that says: {@code address} is at {@code hardwareAddress}. */
  public static void encode(ByteBuffer frame, MacAddress hardwareAddress, byte[] address) {
    byte[] mac = hardwareAddress.toBytes();
    frame.clear();
    frame.put(BROADCAST).put(mac).putShort((short) ETHERTYPE_ARP);
    frame.putShort((short) HARDWARE_ETHERNET).putShort((short) PROTOCOL_IPV4);
    frame.put((byte) 6).put((byte) 4).putShort((short) OPERATION_REQUEST);
    frame.put(mac).put(address);
    frame.put(BROADCAST).put(address);
    frame.flip();
  }
}
