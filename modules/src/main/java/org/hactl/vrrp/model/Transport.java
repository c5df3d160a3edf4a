package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a router's advertisements travel.
 *
 * @param peers the other routers, for unicast; empty for multicast
 * @param group the multicast group; null for the standard's, 224.0.0.18 or ff02::12
 * @param source the address to send from, without which the router is in FAULT; null for the
 *     interface's first of that family, link-local in IPv6
 * @param ttl of what is sent in unicast, or the hop limit; multicast always has 255 (RFC 9568
 *     section 5.1.1.3)
 * @param checkSource whether unicast is accepted from nobody but the peers
 * @param sendInterface another interface to send on: a macvlan of the router's; null for the same
 */
public record Transport(
    List<Peer> peers,
    @Nullable InetAddress group,
    @Nullable InetAddress source,
    int ttl,
    boolean checkSource,
    @Nullable String sendInterface) {
  public static final Transport MULTICAST = new Transport(List.of(), null, null, 255, true, null);

  public Transport {
    peers = List.copyOf(peers);
  }

  /**
   * Another router.
   *
   * @param minTtl the least TTL accepted from it; 255 means on the link
   * @param maxTtl the greatest
   */
  public record Peer(InetAddress address, int minTtl, int maxTtl) {}

  public boolean isUnicast() {
    return !peers.isEmpty();
  }
}
