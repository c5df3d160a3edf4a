package org.hactl.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host has that matters to an address and a port, for {@code hactl explain}.
 *
 * @param holding the interfaces that have the address
 * @param links the interfaces of the host that are up, by name
 * @param forwards whether the host forwards packets of the address's family
 * @param listening the local addresses of sockets that take connections or datagrams at the port,
 *     such as {@code 0.0.0.0}; null if they are not known
 * @param gateways the next hops of the default routes
 * @param neighbour the Ethernet address that answered anew for the address; null if none did, or if
 *     the host has the address itself
 */
public record EndpointView(
    List<String> holding,
    Map<String, LinkView> links,
    boolean forwards,
    @Nullable List<String> listening,
    List<String> gateways,
    @Nullable String neighbour) {
  public EndpointView {
    holding = List.copyOf(holding);
    links = Map.copyOf(links);
    gateways = List.copyOf(gateways);
  }

  /**
   * An interface that is up. Of a parameter that the kernel has for all interfaces, too, the
   * greater value counts, as for the kernel; 0 where it has none.
   *
   * @param mac in the form {@code 00:00:5e:00:01:33}; empty for one without
   * @param mtu in bytes
   */
  public record LinkView(String mac, int mtu, int arpIgnore, int arpAnnounce, int rpFilter) {}
}
