package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a router sends and receives advertisements.
 *
 * @param peers the other routers, for unicast; empty for multicast
 * @param group the multicast group; null for the group of the RFC, 224.0.0.18 or ff02::12
 * @param source the address to send from; the router is in FAULT while the host does not have it.
 *     Null for the interface's first address of the family, link-local in IPv6
 * @param ttl the TTL or hop limit of unicast advertisements; multicast always has 255 (RFC 9568
 *     section 5.1.1.3)
 * @param checkSource whether unicast is accepted only from the peers
 * @param sendInterface another interface to send on, such as the router's macvlan; null for the
 *     router's interface
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
   * Another router of the same VRID.
   *
   * @param minTtl the least TTL accepted from this router; 255 means that it is on the link
   * @param maxTtl the greatest TTL accepted from this router
   */
  public record Peer(InetAddress address, int minTtl, int maxTtl) {}

  public boolean isUnicast() {
    return !peers.isEmpty();
  }
}
