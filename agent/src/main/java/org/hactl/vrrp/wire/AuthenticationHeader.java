package org.hactl.vrrp.wire;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.hactl.vrrp.model.Authentication;

/**
 * The IP authentication header between IPv4 header and VRRP message, with HMAC-MD5-96 (RFC 2402,
 * 2403), as keepalived writes it: the SPI is the sender's address. Not thread-safe.
 */
public final class AuthenticationHeader {
  public static final int PROTOCOL = 51;
  public static final int BYTES = 24;

  private static final int NEXT_HEADER = 0;
  private static final int LENGTH = 1;
  private static final int SPI = 4;
  private static final int SEQUENCE = 8;
  private static final int ICV = 12;
  private static final int ICV_BYTES = 12;
  private static final int MD5_BYTES = 16;

  /** The length in words of 32 bits, minus 2 (RFC 2402 section 2.2). */
  private static final int LENGTH_FIELD = BYTES / 4 - 2;

  private final Mac mac;
  private final boolean unicast;
  private final byte[] scratch = new byte[VrrpWire.MAX_PACKET_BYTES + BYTES];
  private final byte[] digest = new byte[MD5_BYTES];

  /**
   * @param unicast whether the packet may pass routers, which lower the TTL
   */
  AuthenticationHeader(Authentication.Ah key, boolean unicast) {
    this.unicast = unicast;
    try {
      mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(key.bytes(), "HmacMD5"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HMAC-MD5", e);
    }
  }

  /** Whether there is an authentication header at this offset, in front of a VRRP message. */
  static boolean isAt(ByteBuffer packet, int at) {
    return packet.limit() >= at + BYTES
        && (packet.get(at + NEXT_HEADER) & 0xff) == VrrpWire.PROTOCOL
        && packet.get(at + LENGTH) == LENGTH_FIELD;
  }

  public static int sequence(ByteBuffer packet, int at) {
    return packet.getInt(at + SEQUENCE);
  }

  /** Writes the header without its check value at the position, and moves the position after it. */
  static void put(ByteBuffer packet, byte[] source, int sequence) {
    packet.put((byte) VrrpWire.PROTOCOL).put((byte) LENGTH_FIELD).putShort((short) 0);
    packet.put(source).putInt(sequence).putLong(0).putInt(0);
  }

  /** Fills in the check value of a packet that is otherwise complete. */
  void sign(ByteBuffer packet, int at) {
    packet.put(at + ICV, digest(packet, packet.limit(), at), 0, ICV_BYTES);
  }

  /** Whether the packet was signed with this key and has not been changed since. */
  boolean isGenuine(ByteBuffer packet, int at, int end) {
    if (packet.getInt(at + SPI) != packet.getInt(IpHeader.IPV4.sourceOffset())
        || end > scratch.length) {
      return false;
    }
    byte[] expected = digest(packet, end, at);
    int difference = 0;
    for (int index = 0; index < ICV_BYTES; index++) {
      difference |= packet.get(at + ICV + index) ^ expected[index];
    }
    return difference == 0;
  }

  private byte[] digest(ByteBuffer packet, int end, int at) {
    packet.get(0, scratch, 0, end);
    IpHeader.clearMutable(scratch, unicast);
    Arrays.fill(scratch, at + ICV, at + ICV + ICV_BYTES, (byte) 0);
    mac.update(scratch, 0, end);
    try {
      mac.doFinal(digest, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("HMAC-MD5 is longer than MD5", e);
    }
    return digest;
  }
}
