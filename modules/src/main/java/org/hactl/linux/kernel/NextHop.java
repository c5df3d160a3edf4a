package org.hactl.linux.kernel;

import java.net.InetAddress;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/**
 * One of several ways that a route has.
 *
 * @param weight its share among them, 1 to 256
 * @param onlink whether the gateway is taken to be on the link, whatever the addresses say
 */
public record NextHop(
    @Nullable InetAddress gateway, @Nullable String interfaceName, int weight, boolean onlink) {
  public NextHop {
    if (gateway == null && interfaceName == null) {
      throw new IllegalArgumentException("a next hop needs a gateway or an interface");
    }
    if (weight < 1 || weight > 256) {
      throw new IllegalArgumentException("weight " + weight + " of a next hop: 1 to 256");
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
