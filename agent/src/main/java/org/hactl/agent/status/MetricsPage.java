package org.hactl.agent.status;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.TrackerView;
import org.hactl.api.PeersView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.jspecify.annotations.Nullable;

/** Writes the status of a host as Prometheus metrics. Pure. */
public final class MetricsPage {
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final MetricsBuilder metrics = new MetricsBuilder();

  private MetricsPage() {}

  public static void write(HostStatus status, OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, of(status));
  }

  static MetricSnapshots of(HostStatus status) {
    MetricsPage page = new MetricsPage();
    page.host(status);
    VrrpMetrics vrrp = new VrrpMetrics(page.metrics);
    status.routers().forEach(vrrp::router);
    vrrp.shared(status.vrrp());
    page.site(status);
    Holds holds = Holds.of(Objects.requireNonNullElse(status.holds(), List.<Hold>of()));
    page.maintenance(status.host(), holds);
    status.services().forEach(service -> page.service(service, holds));
    status.trackers().forEach(page::tracker);
    BfdMetrics bfd = new BfdMetrics(page.metrics);
    status.bfd().forEach(bfd::session);
    bfd.engine(status.bfdEngine());
    SyncMetrics.add(status.connectionSync(), page.metrics);
    return page.metrics.build();
  }

  private void host(HostStatus status) {
    metrics.gauge(
        "hactl_build_info",
        "The version of the running agent",
        1,
        "version",
        status.agentVersion(),
        "runtime",
        status.runtimeDigest());
    metrics.gauge(
        "hactl_start_time_seconds",
        "The time at which the agent started, since the epoch",
        seconds(status.startedAtMillis()));
    metrics.gauge("hactl_generation", "The number of the generation in force", status.generation());
    metrics.gauge(
        "hactl_converged",
        "Whether the host matches the site",
        status.convergence() == Convergence.CONVERGED ? 1 : 0);
    metrics.gauge(
        "hactl_state_errors",
        "What the agent cannot read of its own state; nothing is removed while it is not 0",
        status.stateErrors().size());
    metrics.counter(
        "hactl_drift_found", "Drift found: changes that no apply made", status.drift().found());
    metrics.counter("hactl_drift_corrected", "Drift corrected", status.drift().corrected());
    metrics.gauge(
        "hactl_unmanaged_resources",
        "Resources that other programs created and the site does not name",
        status.unmanaged().size());
  }

  private void site(HostStatus status) {
    if (status.version() != null) {
      metrics.gauge(
          "hactl_site_serial",
          "The serial of the version of the site that this host holds",
          status.version().serial());
    }
    if (!status.peers().keyId().isEmpty()) {
      metrics.gauge(
          "hactl_site_older",
          "1 while a director is heard that holds a newer version of the site",
          status.peers().heard().stream().anyMatch(PeersView.Peer::newer) ? 1 : 0);
    }
    for (PeersView.Peer peer : status.peers().heard()) {
      metrics.gauge(
          "hactl_site_peer_serial",
          "The serial that another director holds; absent while that director is not heard",
          peer.serial(),
          "peer",
          peer.host());
    }
    metrics.byReason(
        "hactl_site_messages_refused",
        "Messages of other directors that did not count, by reason",
        status.peers().refused(),
        "");
  }

  private void maintenance(String host, Holds holds) {
    metrics.gauge(
        "hactl_maintenance",
        "Whether an operator has put this host into maintenance",
        holds.maintenance(host).isPresent() ? 1 : 0);
  }

  private void service(ServiceView service, Holds holds) {
    CapacityMetrics.add(service, metrics);
    for (RealServerView server : service.realServers()) {
      String[] labels = {
        "service",
        service.name(),
        "real_server",
        server.host(),
        "address",
        server.address() + ":" + server.port(),
        // One service may have several addresses.
        "virtual",
        service.address()
      };
      if (server.health() == Health.HEALTHY || server.health() == Health.UNHEALTHY) {
        metrics.gauge(
            "hactl_real_server_healthy",
            "Health of a real server by its checks; absent before the first result and without a"
                + " check",
            server.health() == Health.HEALTHY ? 1 : 0,
            labels);
      }
      if (server.ipvsKnown()) {
        Integer weight = server.weight();
        metrics.gauge(
            "hactl_real_server_weight",
            "The weight in IPVS; -1 without an entry, absent while IPVS cannot be read",
            weight == null ? -1 : weight,
            labels);
      }
      CapacityMetrics.add(server, metrics, labels);
      TryMetrics.add(server, metrics, labels);
      metrics.gauge(
          "hactl_real_server_drained",
          "Whether an operator has drained a real server or put it into maintenance",
          holds.isDrained(service.name(), server.host(), server.address()) ? 1 : 0,
          labels);
      connections("active", server.activeConnections(), labels);
      connections("inactive", server.inactiveConnections(), labels);
    }
  }

  private void connections(String which, @Nullable Long count, String... labels) {
    if (count != null) {
      metrics.gauge(
          "hactl_real_server_" + which + "_connections",
          "Connections that IPVS counts; absent while IPVS cannot be read",
          count,
          labels);
    }
  }

  private void tracker(TrackerView tracker) {
    double value =
        switch (tracker.value()) {
          case "true" -> 1;
          case "false" -> 0;
          default -> number(tracker.value());
        };
    if (!Double.isNaN(value)) {
      metrics.gauge(
          "hactl_tracker_value",
          "What virtual routers depend on: 1 for true, 0 for false, a file's number; absent while"
              + " unknown",
          value,
          "tracker",
          tracker.name(),
          "kind",
          tracker.kind());
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double seconds(long millis) {
    return millis / 1e3;
  }
}
