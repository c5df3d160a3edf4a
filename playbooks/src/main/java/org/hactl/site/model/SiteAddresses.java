package org.hactl.site.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;

/** What a site asks of an address. */
public final class SiteAddresses {
  private static final int USUAL_INET_NETWORK = 24;
  private static final int USUAL_INET6_NETWORK = 64;

  private SiteAddresses() {}

  /** Reads an address, never a name; empty where the text is none. */
  public static Optional<InetAddress> parse(String text) {
    try {
      return Optional.of(InetAddresses.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads {@code address} or {@code address/length}; without a length it is one address. */
  public static Optional<InetPrefix> parsePrefix(String text) {
    try {
      return Optional.of(InetPrefix.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a host can have it: not unspecified, loopback, multicast, reserved or broadcast. */
  public static boolean isHostAddress(InetAddress address) {
    if (address instanceof Inet4Address) {
      int first = address.getAddress()[0] & 0xff;
      return first != 0 && first != 127 && first < 224;
    }
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress();
  }

  /** Whether the address stands alone, without a network. */
  static boolean isAlone(InetPrefix prefix) {
    return prefix.length() == prefix.family().addressBits();
  }

  /**
   * Whether both are in one network, which is the one of the prefix, or the usual one of its family
   * (/24, /64) where an address stands alone.
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
    return prefix.family() == Family.INET ? USUAL_INET_NETWORK : USUAL_INET6_NETWORK;
  }

  public static String say(Family family) {
    return family == Family.INET ? "IPv4" : "IPv6";
  }
}
