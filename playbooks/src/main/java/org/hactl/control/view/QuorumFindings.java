package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.CapacityView;
import org.hactl.api.CapacityView.Standing;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.control.view.Finding.Kind;

/**
 * Finds the services that have lost their quorum, but not all real servers; those are found by
 * {@link DownFindings}. Pure.
 */
record QuorumFindings(List<HostAnswer> answers) {
  List<Finding> find() {
    List<Finding> findings = new ArrayList<>();
    for (HostAnswer answer : answers) {
      HostStatus status = answer.status();
      if (status != null) {
        for (ServiceView service : status.services()) {
          CapacityView capacity = service.capacity();
          if (capacity != null && hasLost(service, capacity)) {
            findings.add(finding(answer.host(), service, capacity));
          }
        }
      }
    }
    return findings;
  }

  private static boolean hasLost(ServiceView service, CapacityView capacity) {
    return capacity.standing() == Standing.LOST
        && service.realServers().stream().anyMatch(each -> each.health() != Health.UNHEALTHY);
  }

  private static Finding finding(String host, ServiceView service, CapacityView capacity) {
    String text =
        "service %s has lost its quorum %s on %s: %d of %d are in service"
            .formatted(
                service.name(), capacity.quorum().text(), host, capacity.live(), capacity.all());
    String next = "repair a real server, or end a hold (hactl holds shows them)";
    return capacity.instead().isEmpty()
        ? Finding.warning(Kind.QUORUM_LOST, text, "real servers are unhealthy or held", next)
        : Finding.error(
            Kind.QUORUM_LOST,
            text + "; " + capacity.instead(),
            "real servers are unhealthy or held",
            next);
  }
}
