package org.hactl.vrrp.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How version 2 advertisements are authenticated (RFC 2338 section 5.3.6, 3768 section 5.3.6). */
public sealed interface Authentication {
  /** The width of the field in the packet. */
  int LENGTH_BYTES = 8;

  /** The number of this type in the packet. */
  int type();

  /** The byte at an index, 0 to 7, of the zero-padded field. */
  byte byteAt(int index);

  /** The types of authentication that a site can name. */
  enum Method {
    /** A password in plain text (RFC 2338 section 5.3.6). */
    PASS,
    /**
     * The IP authentication header, HMAC-MD5-96 (RFC 2402 and 2403), compatible with keepalived.
     */
    AH
  }

  /** No authentication: type 0, eight zero bytes. */
  static Authentication none() {
    return None.INSTANCE;
  }

  /** An authentication with an unchecked password; see {@link WithPassword#requireUsable}. */
  static WithPassword of(Method method, String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    return switch (method) {
      case PASS -> new Pass(bytes);
      case AH -> new Ah(bytes);
    };
  }

  /**
   * A plain-text password (type 1).
   *
   * @throws IllegalArgumentException if it is empty, or longer than 8 bytes in UTF-8
   */
  static Authentication pass(String password) {
    return of(Method.PASS, password).requireUsable();
  }

  /**
   * The IP authentication header (type 2) with HMAC-MD5-96, keyed with a password.
   *
   * @throws IllegalArgumentException if it is empty, or longer than 8 bytes in UTF-8
   */
  static Authentication ah(String password) {
    return of(Method.AH, password).requireUsable();
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

  /** An authentication with a password, which its text form hides. */
  abstract sealed class WithPassword implements Authentication {
    private final byte[] password;
    private final byte[] padded;

    private WithPassword(byte[] password) {
      this.password = password;
      this.padded = Arrays.copyOf(password, LENGTH_BYTES);
    }

    public abstract Method method();

    /** The password in plain text. */
    public String password() {
      return new String(password, StandardCharsets.UTF_8);
    }

    /** The password as in the packet or in the key: 8 bytes, padded with zeros. */
    public byte[] bytes() {
      return padded.clone();
    }

    /**
     * This authentication, if its password is usable.
     *
     * @throws IllegalArgumentException if it is empty, or longer than 8 bytes in UTF-8
     */
    Authentication requireUsable() {
      if (password.length == 0 || password.length > LENGTH_BYTES) {
        throw new IllegalArgumentException(
            "a VRRP password has 1 to 8 bytes, this one has " + password.length);
      }
      return this;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WithPassword that
          && method() == that.method()
          && Arrays.equals(password, that.password);
    }

    @Override
    public int hashCode() {
      return 31 * method().hashCode() + Arrays.hashCode(password);
    }
  }

  /** A password of up to 8 bytes, sent in clear: every host on the segment can read it. */
  final class Pass extends WithPassword {
    private Pass(byte[] password) {
      super(password);
    }

    @Override
    public Method method() {
      return Method.PASS;
    }

    @Override
    public int type() {
      return 1;
    }

    @Override
    public byte byteAt(int index) {
      return super.padded[index];
    }

    @Override
    public String toString() {
      return "Pass[****]";
    }
  }

  /** A key of up to 8 bytes, which is never sent; see {@code AuthenticationHeader}. */
  final class Ah extends WithPassword {
    private Ah(byte[] password) {
      super(password);
    }

    @Override
    public Method method() {
      return Method.AH;
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
    public String toString() {
      return "Ah[****]";
    }
  }
}
