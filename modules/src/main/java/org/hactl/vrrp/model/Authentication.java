package org.hactl.vrrp.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How version 2 advertisements are authenticated (RFC 2338 section 5.3.6, 3768 section 5.3.6). */
public sealed interface Authentication {
  /** The width of the field in the packet. */
  int LENGTH_BYTES = 8;

  /** The number of this type in the packet. */
  int type();

  /** The byte at that place, 0 to 7, of the zero-padded field. */
  byte byteAt(int index);

  /** No authentication: type 0, eight zero bytes. */
  static Authentication none() {
    return None.INSTANCE;
  }

  /**
   * A plain-text password (type 1).
   *
   * @throws IllegalArgumentException if it is empty, or longer than 8 bytes in UTF-8
   */
  static Authentication pass(String password) {
    return new Pass(padded(password));
  }

  /**
   * The IP authentication header (type 2) with HMAC-MD5-96, keyed with a password.
   *
   * @throws IllegalArgumentException if it is empty, or longer than 8 bytes in UTF-8
   */
  static Authentication ah(String password) {
    return new Ah(padded(password));
  }

  private static byte[] padded(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "a VRRP password has 1 to 8 bytes, this one has " + bytes.length);
    }
    return Arrays.copyOf(bytes, LENGTH_BYTES);
  }

  /** No authentication. */
  enum None implements Authentication {
    INSTANCE;

    @Override
    public int type() {
      return 0;
    }

    @Override
    public byte byteAt(int index) {
      return 0;
    }
  }

  /** A password of up to 8 bytes, which everybody on the segment can read. */
  final class Pass implements Authentication {
    private final byte[] padded;

    private Pass(byte[] padded) {
      this.padded = padded;
    }

    @Override
    public int type() {
      return 1;
    }

    @Override
    public byte byteAt(int index) {
      return padded[index];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Pass pass && Arrays.equals(padded, pass.padded);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(padded);
    }

    @Override
    public String toString() {
      return "Pass[****]";
    }
  }

  /** A key of up to 8 bytes, which stays with the routers; see {@code AuthenticationHeader}. */
  final class Ah implements Authentication {
    private final byte[] key;

    private Ah(byte[] key) {
      this.key = key;
    }

    public byte[] bytes() {
      return key.clone();
    }

    @Override
    public int type() {
      return 2;
    }

    @Override
    public byte byteAt(int index) {
      return 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ah ah && Arrays.equals(key, ah.key);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
      return "Ah[****]";
    }
  }
}
