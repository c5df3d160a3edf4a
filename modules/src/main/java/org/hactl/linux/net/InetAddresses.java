package org.hactl.linux.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Addresses as text, in one canonical form and without name resolution. */
public final class InetAddresses {
  /** IPv4 before IPv6, each by its bytes. */
  public static final Comparator<InetAddress> ORDER =
      Comparator.<InetAddress>comparingInt(address -> address.getAddress().length)
          .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned);

  private InetAddresses() {}

  /**
   * Reads {@code 192.168.0.254} or {@code 2001:db8::1}. A zone ({@code %eth0}) is not part of an
   * address here.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static InetAddress parse(String text) {
    if (text.indexOf(':') < 0) {
      return of(dottedQuad(text));
    }
    if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
      throw notAnAddress(text, null);
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw notAnAddress(text, e);
    }
  }

  /**
   * Reads the canonical form only: the JDK also reads forms like {@code 10.1}, which are typing
   * errors in a site. By hand, because a site may have ten thousand addresses.
   */
  private static byte[] dottedQuad(String text) {
    byte[] bytes = new byte[4];
    int at = 0;
    for (int i = 0; i < bytes.length; i++) {
      int start = at;
      int number = 0;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        number = 10 * number + text.charAt(at++) - '0';
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      boolean ended =
          i == bytes.length - 1
              ? at == text.length()
              : at < text.length() && text.charAt(at) == '.';
      if (at == start || leadingZero || number > 255 || !ended) {
        throw notAnAddress(text, null);
      }
      bytes[i] = (byte) number;
      at++;
    }
    return bytes;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static IllegalArgumentException notAnAddress(
      String text, @Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address", cause);
  }

  /**
   * The canonical text of an address that is given as text.
   *
   * @throws IllegalArgumentException if the text is not an address
   */
  public static String canonical(String text) {
    InetAddress address = parse(text);
    // Only the canonical form of an IPv4 address can be read.
    return address instanceof Inet4Address ? text : format(address);
  }

  /** The address with these 4 or 16 bytes, in network order. */
  public static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
    }
  }

  /** The canonical text: dotted quad, or RFC 5952 for IPv6. */
  public static String format(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    return compress(groups);
  }

  /** RFC 5952 section 4.2: the longest run of two or more zero groups, the first of equals. */
  private static String compress(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
