package org.hactl.control.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.Asked;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;
import org.hactl.host.Quorums;
import org.hactl.host.ServiceNeed;
import org.jspecify.annotations.Nullable;

/**
 * Each director sees no fewer healthy real servers of a service than before, as far as the site
 * still has so many, and at least the quorum of the site. A real server without a check counts as
 * healthy, as it does in IPVS.
 */
record ServiceRules(List<HostAnswer> before, List<HostAnswer> now, Asked asked) {
  List<GateProblem> problems() {
    List<GateProblem> problems = new ArrayList<>();
    for (HostAnswer answer : now) {
      HostStatus status = answer.status();
      if (status != null) {
        for (ServiceView service : status.services()) {
          int healthy = healthy(service);
          ServiceView earlier = earlier(answer.host(), service);
          int had = earlier == null ? 0 : healthy(earlier);
          ServiceNeed need = need(answer.host(), service.name());
          if (healthy < Math.min(had, service.realServers().size())) {
            problems.add(problem(answer.host(), service, "it had " + had + " before the apply"));
          } else if (!isMet(need, service) && (earlier == null || isMet(need, earlier))) {
            problems.add(problem(answer.host(), service, "its quorum is " + need.text()));
          }
        }
      }
    }
    // A service with several addresses is said once.
    return problems.stream().distinct().toList();
  }

  private static GateProblem problem(String host, ServiceView service, String wanted) {
    String rest =
        service.realServers().stream()
            .filter(each -> !isHealthy(each))
            .map(each -> each.host() + ": " + each.detail())
            .collect(Collectors.joining("; "));
    return GateProblem.ofService(
        Kind.HEALTH,
        service.name(),
        host,
        "service %s has %d of %d real servers healthy on %s, and %s (%s)"
            .formatted(
                service.name(),
                healthy(service),
                service.realServers().size(),
                host,
                wanted,
                rest));
  }

  private static int healthy(ServiceView service) {
    return (int) service.realServers().stream().filter(ServiceRules::isHealthy).count();
  }

  private static boolean isMet(ServiceNeed need, ServiceView service) {
    return need.isMetBy(
        service.realServers().stream()
            .filter(ServiceRules::isHealthy)
            .map(RealServerView::counts)
            .toList());
  }

  private static boolean isHealthy(RealServerView server) {
    return server.health() == Health.HEALTHY || server.health() == Health.UNCHECKED;
  }

  /** The service on that host before the apply, by its name, or else by its address. */
  private @Nullable ServiceView earlier(String host, ServiceView service) {
    List<ServiceView> services =
        before.stream()
            .filter(each -> each.host().equals(host))
            .map(HostAnswer::status)
            .flatMap(
                each -> each == null ? List.<ServiceView>of().stream() : each.services().stream())
            .toList();
    Optional<ServiceView> sameName =
        services.stream().filter(each -> each.name().equals(service.name())).findFirst();
    return sameName
        .or(() ->
            services.stream().filter(each -> each.address().equals(service.address())).findFirst())
        .orElse(null);
  }

  private ServiceNeed need(String host, String service) {
    HostState state = asked.site().get(host);
    return state == null
        ? ServiceNeed.NONE
        : Quorums.of(List.of(state)).getOrDefault(service, ServiceNeed.NONE);
  }
}
