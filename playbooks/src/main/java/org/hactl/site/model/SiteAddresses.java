package org.hactl.site.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;

/** Reads the addresses of a site and tells what they can be used for. */
public final class SiteAddresses {
  private static final int DEFAULT_INET_PREFIX_LENGTH = 24;
  private static final int DEFAULT_INET6_PREFIX_LENGTH = 64;

  private SiteAddresses() {}

  /** Reads an address, never a name; empty if the text is not an address. */
  public static Optional<InetAddress> parse(String text) {
    try {
      return Optional.of(InetAddresses.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads {@code address} or {@code address/length}; without a length /32 or /128. */
  public static Optional<InetPrefix> parsePrefix(String text) {
    try {
      return Optional.of(InetPrefix.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a host can have the address: not unspecified, loopback, multicast, reserved or
   * broadcast.
   */
  public static boolean isHostAddress(InetAddress address) {
    if (address instanceof Inet4Address) {
      int first = address.getAddress()[0] & 0xff;
      return first != 0 && first != 127 && first < 224;
    }
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress();
  }

  /** Whether the prefix covers only one address, without a network. */
  static boolean isAlone(InetPrefix prefix) {
    return prefix.length() == prefix.family().addressBits();
  }

  /**
   * Whether both prefixes are in one network. A prefix of a single address counts as part of a /24
   * (IPv6: /64).
   */
  public static boolean inOneNetwork(InetPrefix one, InetPrefix other) {
    int length = Math.min(networkLength(one), networkLength(other));
    return new InetPrefix(one.address(), Math.min(length, one.family().addressBits()))
        .contains(other.address());
  }

  private static int networkLength(InetPrefix prefix) {
    if (!isAlone(prefix)) {
      return prefix.length();
    }
    return prefix.family() == Family.INET
        ? DEFAULT_INET_PREFIX_LENGTH
        : DEFAULT_INET6_PREFIX_LENGTH;
  }

  public static String say(Family family) {
    return family == Family.INET ? "IPv4" : "IPv6";
  }
}
