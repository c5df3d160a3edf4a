package org.hactl.agent.status;

import org.hactl.api.CapacityView;
import org.hactl.api.CapacityView.Standing;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;

/** The metrics of what services need of their real servers. */
final class CapacityMetrics {
  private CapacityMetrics() {}

  /** The metrics of a real server's weight beside that in IPVS. */
  static void add(RealServerView server, MetricsBuilder metrics, String... labels) {
    if (server.siteWeight() != null) {
      metrics.gauge(
          "hactl_real_server_site_weight",
          "The weight in the site; in IPVS it is multiplied in a service with a slow start",
          server.siteWeight(),
          labels);
    }
    if (server.slowStartPercent() != null) {
      metrics.gauge(
          "hactl_real_server_slow_start_percent",
          "The part of its weight that a real server gets; absent unless it starts slowly",
          server.slowStartPercent(),
          labels);
    }
    if (server.checkPercent() != null) {
      metrics.gauge(
          "hactl_real_server_check_percent",
          "The part of its weight that the checks of a real server give it; absent if none does",
          server.checkPercent(),
          labels);
    }
  }

  static void add(ServiceView service, MetricsBuilder metrics) {
    CapacityView capacity = service.capacity();
    if (capacity == null) {
      return;
    }
    // A service with several addresses is several of IPVS.
    String[] labels = {"service", service.name(), "virtual", service.address()};
    if (capacity.standing() != Standing.UNKNOWN) {
      metrics.gauge(
          "hactl_service_quorum_reached",
          "Whether a service has its quorum; absent before its checks have decided",
          capacity.standing() == Standing.REACHED ? 1 : 0,
          labels);
    }
    if (capacity.sorry() != null) {
      metrics.gauge(
          "hactl_service_sorry_in_use",
          "Whether the sorry server of a service gets its connections",
          capacity.sorry().inUse() ? 1 : 0,
          labels);
    }
    metrics.gauge(
        "hactl_service_kept",
        "Whether all real servers of a service fail their checks and are kept in service",
        capacity.kept() ? 1 : 0,
        labels);
    metrics.gauge(
        "hactl_service_quorum_live",
        "What the healthy real servers of a service count that are not drained: number or weight",
        capacity.live(),
        labels);
    metrics.gauge(
        "hactl_service_quorum_needed",
        "The quorum of a service, without its hysteresis",
        capacity.quorum().amount(),
        labels);
  }
}
