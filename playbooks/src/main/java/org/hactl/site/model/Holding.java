package org.hactl.site.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;

/**
 * What a virtual router holds: the resources that come and go with its role.
 *
 * @param addresses the VIPs that are advertised
 * @param excluded VIPs that are not advertised, of either family
 * @param accept whether this host answers at the VIPs itself, besides its virtual services; empty
 *     for the router's default
 * @param promoteSecondaries whether the other addresses of a network stay when one is removed
 * @param vmac the router's own interface, which has the VIPs
 */
public record Holding(
    List<HeldAddress> addresses,
    List<HeldAddress> excluded,
    List<HeldResource<RouteResource>> routes,
    List<HeldResource<RuleResource>> rules,
    Optional<Boolean> accept,
    boolean promoteSecondaries,
    Optional<Vmac> vmac) {
  public Holding {
    addresses = List.copyOf(addresses);
    excluded = List.copyOf(excluded);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }

  /** All VIPs, advertised or not. */
  public Stream<HeldAddress> all() {
    return Stream.concat(addresses.stream(), excluded.stream());
  }
}
