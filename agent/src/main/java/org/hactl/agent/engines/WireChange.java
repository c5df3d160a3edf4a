package org.hactl.agent.engines;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.RouterChanges;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * How routers advertise while something changes by which directors know each other's
 * advertisements: VRID, version, interval, authentication, addresses, group or peers. Until the
 * other directors have changed as well, a router sends and accepts both. So a director that has
 * only the old or only the new one, such as a keepalived, is heard and hears. Before its generation
 * is confirmed, the router counts as the old one, and then as the new one. Pure.
 *
 * @param before the state in force before
 * @param after the state that is applied
 */
record WireChange(HostState before, HostState after) {
  /** No router changes. */
  static WireChange none(HostState state) {
    return new WireChange(state, state);
  }

  /** Whether a router changes in stages. */
  boolean isAny() {
    return !pending().equals(routers());
  }

  /** The routers as the state has them, which accept nothing else. */
  List<RouterConfig> routers() {
    return RouterConfigs.of(after);
  }

  /** The routers before the generation is confirmed. */
  List<RouterConfig> pending() {
    return changing((old, now) -> now.appearingAs(old).hearing(now));
  }

  /** The routers after the generation was confirmed. */
  List<RouterConfig> confirmed() {
    return changing((old, now) -> now.hearing(now.appearingAs(old)));
  }

  private List<RouterConfig> changing(BinaryOperator<RouterConfig> both) {
    List<RouterConfig> routers = routers();
    Map<String, RouterConfig> earlier = RouterChanges.staying(RouterConfigs.of(before), routers);
    return routers.stream()
        .map(router -> changing(earlier.get(router.name()), router, both))
        .toList();
  }

  private static RouterConfig changing(
      @Nullable RouterConfig old, RouterConfig router, BinaryOperator<RouterConfig> both) {
    return old != null && RouterChanges.hasStages(old, router) ? both.apply(old, router) : router;
  }
}
