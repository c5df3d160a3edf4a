package org.hactl.control.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.api.CapacityView;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.control.view.Finding.Kind;
import org.hactl.host.Hold;
import org.hactl.host.Holds;

/** Finds the services that have no healthy real server. Pure. */
record DownFindings(List<HostAnswer> answers) {
  /** A service by its name and VIP: one inventory may serve several sites. */
  private record ServiceName(String name, String address) {}

  private record Seen(String host, HostStatus status, ServiceView service) {
    boolean isDown() {
      return !service.realServers().isEmpty()
          && service.realServers().stream()
              .allMatch(each -> each.health() == Health.UNHEALTHY || isDrained(each));
    }

    boolean isDrained(RealServerView server) {
      return Holds.of(Objects.requireNonNullElse(status.holds(), List.<Hold>of()))
          .isDrained(service.name(), server.host(), server.address());
    }

    /** Whether this host gets the service's traffic: it is master, or no router has the VIP. */
    boolean isServing() {
      return status.routers().isEmpty()
          || status.routers().stream()
              .filter(router -> router.addresses().stream().anyMatch(service::isAt))
              .allMatch(router -> router.leads());
    }
  }

  List<Finding> find() {
    Map<ServiceName, List<Seen>> services = new LinkedHashMap<>();
    for (HostAnswer answer : answers) {
      HostStatus status = answer.status();
      if (status != null) {
        status
            .services()
            .forEach(service ->
                services
                    .computeIfAbsent(
                        new ServiceName(service.name(), service.address()), _ -> new ArrayList<>())
                    .add(new Seen(answer.host(), status, service)));
      }
    }
    return services.values().stream()
        .filter(seen -> seen.stream().anyMatch(Seen::isDown))
        .map(DownFindings::finding)
        .distinct()
        .toList();
  }

  private static Finding finding(List<Seen> seen) {
    List<Seen> down = seen.stream().filter(Seen::isDown).toList();
    Seen first = down.getFirst();
    boolean drained = first.service().realServers().stream().anyMatch(first::isDrained);
    String hosts = FindingText.list(down.stream().map(Seen::host).toList());
    CapacityView capacity = first.service().capacity();
    String instead = capacity == null ? "" : capacity.instead();
    String text = "service %s has no healthy real server".formatted(first.service().name());
    if (down.size() == seen.size() || down.stream().anyMatch(Seen::isServing)) {
      return Finding.error(
          Kind.SERVICE_DOWN,
          "%s, checked by %s%s".formatted(text, hosts, instead.isEmpty() ? "" : "; " + instead),
          details(first),
          drained
              ? "end a hold (hactl holds shows them), or repair a real server"
              : "repair a real server, or the check if the service is well");
    }
    return Finding.warning(
        Kind.SERVICE_DOWN,
        "%s for the backup %s: a failover to it would end the service".formatted(text, hosts),
        details(first),
        "find out why %s does not reach the real servers".formatted(hosts));
  }

  private static String details(Seen seen) {
    return FindingText.list(
        seen.service().realServers().stream()
            .map(server ->
                server.host() + ": " + (seen.isDrained(server) ? "held" : server.detail()))
            .toList());
  }
}
