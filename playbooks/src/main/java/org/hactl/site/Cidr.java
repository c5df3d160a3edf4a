package org.hactl.site;

import java.util.Optional;

/**
 * An address with the length of its network's prefix: {@code 192.168.0.254/32}.
 *
 * @param address the address itself, whatever the prefix length
 */
public record Cidr(Ipv4 address, int prefixLength) {

  /** Reads {@code address} or {@code address/length}; without a length it is one address, /32. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Ipv4.parse(text).map(address -> new Cidr(address, 32));
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]|[12][0-9]|3[0-2]")) {
      return Optional.empty();
    }
    return Ipv4.parse(text.substring(0, slash))
        .map(address -> new Cidr(address, Integer.parseInt(length)));
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
