package org.hactl.linux.net;

import java.util.HexFormat;

/** A 48-bit Ethernet address, in the low bits of {@code bits}. */
public record MacAddress(long bits) {
  /** The address of the loopback interface, and of a link without Ethernet addresses. */
  public static final MacAddress NONE = new MacAddress(0);

  public static final int BYTES = 6;

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("an Ethernet address has 48 bits");
    }
  }

  public static MacAddress of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an Ethernet address has 6 bytes, not " + bytes.length);
    }
    long bits = 0;
    for (byte octet : bytes) {
      bits = bits << 8 | (octet & 0xff);
    }
    return new MacAddress(bits);
  }

  /**
   * Reads {@code 00:00:5e:00:01:33}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static MacAddress parse(String text) {
    try {
      return of(HexFormat.ofDelimiter(":").parseHex(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an Ethernet address, as in 00:00:5e:00:01:33", e);
    }
  }

  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (bits >>> (8 * (BYTES - 1 - i)));
    }
    return bytes;
  }

  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(toBytes());
  }
}
