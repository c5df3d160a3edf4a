package org.hactl.control.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.TrialView;
import org.hactl.api.ServiceView;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.HostAnswer;

/** A new check of a service, on trial on a director, would take no real server out of service. */
final class TrialRules {
  private TrialRules() {}

  static List<GateProblem> problems(List<HostAnswer> now) {
    List<GateProblem> problems = new ArrayList<>();
    for (HostAnswer answer : now) {
      HostStatus status = answer.status();
      if (status != null) {
        status.services().forEach(service -> problems.addAll(ofService(answer.host(), service)));
      }
    }
    return problems.stream().distinct().toList();
  }

  private static List<GateProblem> ofService(String host, ServiceView service) {
    List<RealServerView> failed = inService(service, Health.UNHEALTHY);
    List<RealServerView> undecided = inService(service, Health.UNKNOWN);
    List<GateProblem> problems = new ArrayList<>();
    if (!failed.isEmpty()) {
      problems.add(
          GateProblem.ofService(
                  Kind.TRIAL,
                  service.name(),
                  host,
                  "the new check of service %s finds %s failed on %s: %s; %s in service %s"
                      .formatted(
                          service.name(),
                          names(failed),
                          host,
                          failed.stream()
                              .map(TrialRules::detail)
                              .distinct()
                              .collect(Collectors.joining("; ")),
                          failed.size() == 1 ? "it is" : "they are",
                          // Such as those of a keepalived that is adopted.
                          failed.stream().allMatch(each -> each.health() == Health.UNCHECKED)
                              ? "without it"
                              : "by the check in force"))
              .forGood());
    }
    if (!undecided.isEmpty()) {
      problems.add(
          GateProblem.ofService(
              Kind.TRIAL,
              service.name(),
              host,
              "the new check of service %s has not decided about %s on %s yet"
                  .formatted(service.name(), names(undecided), host)));
    }
    return problems;
  }

  private static List<RealServerView> inService(ServiceView service, Health byTrial) {
    return service.realServers().stream()
        .filter(each -> each.health() != Health.UNHEALTHY)
        .filter(each -> trial(each).anyMatch(trial -> trial.health() == byTrial))
        .toList();
  }

  private static Stream<TrialView> trial(RealServerView server) {
    return Stream.ofNullable(server.trial());
  }

  private static String detail(RealServerView server) {
    return Objects.requireNonNull(server.trial()).detail();
  }

  private static String names(List<RealServerView> servers) {
    return servers.stream().map(RealServerView::host).collect(Collectors.joining(", "));
  }
}
