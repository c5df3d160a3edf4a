package org.hactl.control.hold;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.ServiceNeed;

/**
 * What a new hold would leave the site with: the services that would have no healthy real server,
 * or less than their quorum, and the virtual routers that would have no other director.
 *
 * @param statuses of all hosts that answered, by host
 * @param holds the newest holds of the site
 * @param quorums what a service needs of its real servers, by its name, whatever its directors say;
 *     one real server if it is missing
 */
public record Left(
    Map<String, HostStatus> statuses, Holds holds, Map<String, ServiceNeed> quorums) {
  /** Every service needs one real server, or what its quorum and the trackers of directors want. */
  public Left(Map<String, HostStatus> statuses, Holds holds) {
    this(statuses, holds, Map.of());
  }

  /** Why a hold would end a service, a sentence for each. Empty if every service goes on. */
  public List<String> without(Hold hold) {
    return without(List.of(hold));
  }

  /**
   * Likewise of several new holds. One that takes no healthy real server from a service does that
   * service no harm.
   */
  public List<String> without(List<? extends Hold> hold) {
    Holds then = holds.merge(hold);
    Set<String> reasons = new LinkedHashSet<>();
    statuses.forEach((host, status) -> {
      for (ServiceView service : status.services()) {
        List<Integer> left = serving(service, then);
        ServiceNeed need =
            quorums.getOrDefault(service.name(), ServiceNeed.ONE).and(service.need());
        if (!need.isMetBy(left) && left.size() < serving(service, holds).size()) {
          reasons.add(
              left.isEmpty()
                  ? "service %s would be left with no healthy real server".formatted(service.name())
                  : "service %s would be left with %d healthy real servers%s, and its quorum is %s"
                      .formatted(service.name(), left.size(), weight(need, left), need.text()));
        }
      }
    });
    return List.copyOf(reasons);
  }

  /** Why a site would miss a host that takes no role and is drained, a sentence for each. */
  public List<String> without(String host, Hold maintenance) {
    List<String> reasons = new ArrayList<>(withoutDirector(host));
    reasons.addAll(without(maintenance));
    return reasons;
  }

  private static String weight(ServiceNeed need, List<Integer> left) {
    return need.weight() == 0
        ? ""
        : " of weight " + left.stream().mapToInt(Integer::intValue).sum();
  }

  /** The weights of those that go on. */
  private static List<Integer> serving(ServiceView service, Holds then) {
    return service.realServers().stream()
        .filter(server -> serves(server))
        .filter(server -> !then.isDrained(service.name(), server.host(), server.address()))
        .map(RealServerView::counts)
        .toList();
  }

  /** A real server that a hold drains now has weight 0, and serves when the hold is over. */
  private static boolean serves(RealServerView server) {
    return server.health() != Health.UNHEALTHY;
  }

  /** The routers that would have no other director if a host took no role, a sentence for each. */
  List<String> withoutDirector(String host) {
    HostStatus own = statuses.get(host);
    List<String> reasons = new ArrayList<>();
    for (RouterView router : own == null ? List.<RouterView>of() : own.routers()) {
      if (statuses.keySet().stream()
          .noneMatch(other -> !other.equals(host) && canTake(other, router))) {
        reasons.add(
            "virtual router %s would be left without a director: no other one that can take it"
                    .formatted(router.name())
                + " has answered");
      }
    }
    return reasons;
  }

  private boolean canTake(String other, RouterView router) {
    HostStatus status = statuses.get(other);
    return status != null
        && holds.maintenance(other).isEmpty()
        && status.routers().stream()
            .filter(each -> each.name().equals(router.name()))
            .filter(each -> each.virtualRouterId() == router.virtualRouterId())
            .anyMatch(each -> each.leads() || each.state().equals("BACKUP"));
  }
}
