package org.hactl.site;

import java.time.Duration;
import java.util.List;
import org.hactl.host.Secret;
import org.hactl.host.VirtualRouterSpec.GratuitousArp;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router: the directors that share its addresses.
 *
 * @param version 2 (RFC 3768) or 3 (RFC 5798)
 * @param password version 2's PASS; null for none
 * @param directors highest priority first
 */
public record VirtualRouter(
    String name,
    int version,
    int virtualRouterId,
    Duration advertInterval,
    boolean preempt,
    Duration preemptDelay,
    @Nullable Secret password,
    List<HeldAddress> addresses,
    GratuitousArp gratuitousArp,
    List<Director> directors,
    Origin origin) {
  public VirtualRouter {
    addresses = List.copyOf(addresses);
    directors = List.copyOf(directors);
  }

  /** Whether the address is one of its VIPs. */
  public boolean holds(Ipv4 address) {
    return addresses.stream().anyMatch(held -> held.cidr().address().equals(address));
  }

  VirtualRouter with(String name, List<Director> directors) {
    return new VirtualRouter(
        name,
        version,
        virtualRouterId,
        advertInterval,
        preempt,
        preemptDelay,
        password,
        addresses,
        gratuitousArp,
        directors,
        origin);
  }
}
