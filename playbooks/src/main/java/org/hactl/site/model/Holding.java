package org.hactl.site.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;

/**
 * What comes and goes with the role of master.
 *
 * @param addresses the VIPs that are advertised
 * @param excluded VIPs that are not, of either family
 * @param accept whether this host answers at the VIPs itself, beside its virtual services; empty
 *     for what fits the router
 * @param promoteSecondaries whether the removal of an address leaves others of its network
 * @param vmac the interface of its own on which the VIPs stand
 */
public record Holding(
    List<HeldAddress> addresses,
    List<HeldAddress> excluded,
    List<RouteResource> routes,
    List<RuleResource> rules,
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
