package org.hactl.agent;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import org.hactl.agent.api.HostStatus;
import org.hactl.agent.api.HostStatus.Convergence;
import org.hactl.agent.api.HostStatus.FifoView;
import org.hactl.agent.api.HostStatus.Health;
import org.hactl.agent.api.HostStatus.HookView;
import org.hactl.agent.api.HostStatus.OtherMasterView;
import org.hactl.agent.api.HostStatus.RealServerView;
import org.hactl.agent.api.HostStatus.RouterView;
import org.hactl.agent.api.HostStatus.ServiceView;
import org.hactl.agent.api.HostStatus.TrackerView;
import org.hactl.agent.api.HostStatus.VrrpView;
import org.hactl.vrrp.State;

/** What a host's status says, for Prometheus. Pure. */
final class MetricsPage {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final MetricsBuilder metrics = new MetricsBuilder();

  private MetricsPage() {}

  static void write(HostStatus status, OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, of(status));
  }

  static MetricSnapshots of(HostStatus status) {
    MetricsPage page = new MetricsPage();
    page.host(status);
    status.routers().forEach(page::router);
    page.shared(status.vrrp());
    status.services().forEach(page::service);
    status.trackers().forEach(page::tracker);
    return page.metrics.build();
  }

  private void host(HostStatus status) {
    metrics.gauge(
        "hactl_build_info",
        "The agent that runs",
        1,
        "version",
        status.agentVersion(),
        "runtime",
        status.runtimeDigest());
    metrics.gauge(
        "hactl_start_time_seconds",
        "When the agent started, since the epoch",
        seconds(status.startedAtMillis()));
    metrics.gauge("hactl_generation", "The number of the generation in force", status.generation());
    metrics.gauge(
        "hactl_converged",
        "Whether the host is as it shall be",
        status.convergence() == Convergence.CONVERGED ? 1 : 0);
    metrics.counter(
        "hactl_drift_found", "Differences that nobody asked for", status.drift().found());
    metrics.counter(
        "hactl_drift_corrected", "Those that were put right", status.drift().corrected());
    metrics.gauge(
        "hactl_unmanaged_resources", "What others put beside ours", status.unmanaged().size());
  }

  private void router(RouterView router) {
    String name = router.name();
    for (State state : State.values()) {
      metrics.gauge(
          "hactl_vrrp_state",
          "1 for the state a virtual router is in",
          router.state().equals(state.name()) ? 1 : 0,
          "router",
          name,
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    metrics.gauge(
        "hactl_vrrp_state_since_seconds",
        "When it came to that state, since the epoch",
        seconds(router.sinceMillis()),
        "router",
        name);
    metrics.gauge(
        "hactl_vrrp_priority",
        "As advertised, with what tracking adds",
        router.effectivePriority(),
        "router",
        name);
    metrics.gauge(
        "hactl_vrrp_configured_priority", "As the site says", router.priority(), "router", name);
    metrics.gauge(
        "hactl_vrrp_timer_lateness_max_seconds",
        "How late its timers ever fired",
        router.maxTimerLatenessMicros() / 1e6,
        "router",
        name);
    OtherMasterView other = router.otherMaster();
    if (other != null) {
      metrics.gauge(
          "hactl_vrrp_two_masters",
          "1 while another one is master beside this host",
          1,
          "router",
          name,
          "peer",
          other.address(),
          "reason",
          other.reason());
    }
    router.counters().forEach((counter, count) -> counter(name, counter, count));
    router.hooks().forEach(hook -> hook("instance", name, hook));
  }

  /** Those of {@link RouterViews}. */
  private void counter(String router, String counter, long count) {
    if (counter.startsWith(RouterViews.TRANSITIONS)) {
      metrics.counter(
          "hactl_vrrp_transitions",
          "Changes of state since the agent started, by reason",
          count,
          "router",
          router,
          "reason",
          counter.substring(RouterViews.TRANSITIONS.length()));
    } else if (counter.startsWith(RouterViews.REJECTED)) {
      metrics.counter(
          "hactl_vrrp_advertisements_rejected",
          "Packets that were not taken for advertisements, by reason",
          count,
          "router",
          router,
          "reason",
          counter.substring(RouterViews.REJECTED.length()));
    } else if (COUNTERS.get(counter) instanceof String help) {
      metrics.counter("hactl_vrrp_" + counter.replace('-', '_'), help, count, "router", router);
    }
  }

  private static final Map<String, String> COUNTERS =
      Map.of(
          "advertisements-sent",
          "Advertisements sent, those of priority 0 included",
          "advertisements-received",
          "Advertisements accepted",
          "gratuitous-arps-sent",
          "Gratuitous ARPs and unsolicited neighbour advertisements sent",
          "send-errors",
          "What the kernel did not take");

  private void shared(VrrpView vrrp) {
    metrics.gauge(
        "hactl_vrrp_realtime_priority",
        "Of the VRRP thread; 0 where the system granted none, or none runs",
        vrrp.realtimePriority());
    metrics.counter(
        "hactl_stalls", "How often the agent, or the whole system, stood still", vrrp.stalls());
    metrics.gauge(
        "hactl_longest_stall_seconds",
        "The longest of these since the agent started",
        seconds(vrrp.longestStallMillis()));
    vrrp.groups()
        .forEach(group -> group.hooks().forEach(hook -> hook("group", group.name(), hook)));
    for (FifoView fifo : vrrp.fifos()) {
      metrics.counter(
          "hactl_fifo_lines",
          "Lines for a FIFO",
          fifo.written(),
          "fifo",
          fifo.path(),
          "outcome",
          "written");
      metrics.counter(
          "hactl_fifo_lines",
          "Lines for a FIFO",
          fifo.dropped(),
          "fifo",
          fifo.path(),
          "outcome",
          "dropped");
    }
  }

  private void hook(String about, String name, HookView hook) {
    metrics.gauge(
        "hactl_hook_last_ok",
        "Whether a hook ended well when it last ran",
        hook.ok() ? 1 : 0,
        "about",
        about,
        "name",
        name,
        "command",
        hook.command());
  }

  private void service(ServiceView service) {
    for (RealServerView server : service.realServers()) {
      String[] labels = {
        "service",
        service.name(),
        "real_server",
        server.host(),
        "address",
        server.address() + ":" + server.port()
      };
      if (server.health() == Health.HEALTHY || server.health() == Health.UNHEALTHY) {
        metrics.gauge(
            "hactl_real_server_healthy",
            "What the checks of a real server say; absent before the first and without any",
            server.health() == Health.HEALTHY ? 1 : 0,
            labels);
      }
      Integer weight = server.weight();
      metrics.gauge(
          "hactl_real_server_weight",
          "As programmed into IPVS; -1 where it has no entry",
          weight == null ? -1 : weight,
          labels);
      metrics.gauge(
          "hactl_real_server_active_connections",
          "As IPVS counts them",
          server.activeConnections(),
          labels);
      metrics.gauge(
          "hactl_real_server_inactive_connections",
          "As IPVS counts them",
          server.inactiveConnections(),
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
