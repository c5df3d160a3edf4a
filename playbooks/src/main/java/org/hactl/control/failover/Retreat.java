package org.hactl.control.failover;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;

/**
 * The virtual routers that a director gives away when it leaves, all to the same one. Pure.
 *
 * @param next the next master
 * @param intervalMillis the longest advertisement interval
 */
public record Retreat(String next, List<String> routers, long intervalMillis) {
  /**
   * Empty if the host is master of no router, if its routers go to several directors, or if
   * something speaks against a hand-over: it then leaves without preparation.
   *
   * @param silent the hosts that did not answer
   */
  public static Optional<Retreat> of(
      String host, Map<String, HostStatus> statuses, List<String> silent) {
    HostStatus status = statuses.get(host);
    List<RouterView> led =
        status == null ? List.of() : status.routers().stream().filter(RouterView::leads).toList();
    Map<String, Set<String>> byNext = new LinkedHashMap<>();
    for (RouterView router : led) {
      Preflight plan = Preflight.of(router.name(), null, statuses, silent);
      if (plan.target() == null || !plan.objections().isEmpty()) {
        return Optional.empty();
      }
      byNext.computeIfAbsent(plan.target(), _ -> new TreeSet<>()).addAll(plan.routers());
    }
    long interval =
        led.stream()
            .flatMap(view -> Optional.ofNullable(view.advertIntervalMillis()).stream())
            .max(Long::compare)
            .orElse(Failover.UNKNOWN_INTERVAL_MILLIS);
    return byNext.size() == 1
        ? byNext.entrySet().stream()
            .map(each -> new Retreat(each.getKey(), List.copyOf(each.getValue()), interval))
            .findFirst()
        : Optional.empty();
  }
}
