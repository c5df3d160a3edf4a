package org.hactl.site;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address. Only four decimal numbers count: what C's {@code inet_aton} also takes ({@code
 * 192.168.1}, {@code 010.0.0.1}) means something else to most readers.
 *
 * @param bits the address as a big-endian number
 */
public record Ipv4(int bits) {
  private static final String OCTET = "(0|[1-9][0-9]{0,2})";
  private static final Pattern DOTTED =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

  public static Optional<Ipv4> parse(String text) {
    Matcher octets = DOTTED.matcher(text);
    if (!octets.matches()) {
      return Optional.empty();
    }
    int bits = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(octets.group(i));
      if (octet > 255) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
    }
    return Optional.of(new Ipv4(bits));
  }

  /** Whether a host can have it: not 0.0.0.0/8, loopback, multicast, reserved or broadcast. */
  public boolean isHostAddress() {
    int first = bits >>> 24;
    return first != 0 && first != 127 && first < 224;
  }

  /** Whether both have the same first bits. */
  public boolean sharesPrefix(Ipv4 other, int length) {
    return length == 0 || (bits ^ other.bits) >>> (32 - length) == 0;
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
