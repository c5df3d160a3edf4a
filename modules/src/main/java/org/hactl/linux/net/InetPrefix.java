package org.hactl.linux.net;

import java.net.InetAddress;
import java.util.Comparator;

/**
 * An address with a prefix length. The bits after the prefix may be set: {@code 192.168.0.12/24} is
 * an interface's address, {@code 192.168.0.0/24} its network.
 */
public record InetPrefix(InetAddress address, int length) implements Comparable<InetPrefix> {
  private static final Comparator<InetPrefix> ORDER =
      Comparator.comparing(InetPrefix::address, InetAddresses.ORDER)
          .thenComparingInt(InetPrefix::length);

  public InetPrefix {
    int bits = Family.of(address).addressBits();
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException(
          "'/%d' is not a prefix length of %s: it has 0 to %d bits"
              .formatted(length, InetAddresses.format(address), bits));
    }
  }

  /**
   * Reads {@code ADDRESS/LENGTH}; without a length, the address alone ({@code /32}, {@code /128}).
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static InetPrefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return host(InetAddresses.parse(text));
    }
    String length = text.substring(slash + 1);
    if (length.isEmpty()
        || length.length() > 3
        || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("'" + text + "' has no number after its '/'");
    }
    return new InetPrefix(InetAddresses.parse(text.substring(0, slash)), Integer.parseInt(length));
  }

  /** The prefix with this address alone. */
  public static InetPrefix host(InetAddress address) {
    return new InetPrefix(address, Family.of(address).addressBits());
  }

  /** The prefix of every address of the family: a default route's destination. */
  public static InetPrefix any(Family family) {
    return new InetPrefix(InetAddresses.of(new byte[family.addressBytes()]), 0);
  }

  public Family family() {
    return Family.of(address);
  }

  /** The same prefix with all bits after it cleared. */
  public InetPrefix network() {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    return new InetPrefix(InetAddresses.of(bytes), length);
  }

  public boolean contains(InetAddress other) {
    return Family.of(other) == family()
        && new InetPrefix(other, length).network().equals(network());
  }

  @Override
  public int compareTo(InetPrefix other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return InetAddresses.format(address) + "/" + length;
  }
}
