package org.hactl.control.hold;

import java.net.InetAddress;
import java.util.Optional;

/** Compares addresses that were written differently. */
final class Addresses {
  private Addresses() {}

  static boolean same(String one, String other) {
    return one.equals(other)
        || literal(one)
            .filter(address -> literal(other).filter(address::equals).isPresent())
            .isPresent();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
