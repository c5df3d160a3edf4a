package org.hactl.linux.kernel;

import java.net.InetAddress;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/**
 * One of a route's several next hops.
 *
 * @param weight its share of the traffic, relative to the others, 1 to 256
 * @param onlink whether the gateway counts as reachable on the link even if no address says so
 */
public record NextHop(
    @Nullable InetAddress gateway, @Nullable String interfaceName, int weight, boolean onlink) {
  public NextHop {
    if (gateway == null && interfaceName == null) {
      throw new IllegalArgumentException("a next hop needs a gateway or an interface");
    }
    if (weight < 1 || weight > 256) {
      throw new IllegalArgumentException(
          "weight " + weight + " of a next hop is not between 1 and 256");
    }
  }

  /** In the words of {@code ip route}. */
  @Override
  public String toString() {
    return "nexthop"
        + (gateway == null ? "" : " via " + InetAddresses.format(gateway))
        + (interfaceName == null ? "" : " dev " + interfaceName)
        + " weight "
        + weight
        + (onlink ? " onlink" : "");
  }
}
