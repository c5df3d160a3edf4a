package org.hactl.agent.status;

import java.util.Locale;
import java.util.Map;
import org.hactl.api.FifoView;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.vrrp.model.State;

/** Metrics of virtual routers and of their notifications, for Prometheus. */
record VrrpMetrics(MetricsBuilder metrics) {
  /** The counters of {@link RouterViews} without a reason, and their help texts. */
  private static final Map<String, String> COUNTERS =
      Map.of(
          "advertisements-sent",
          "Advertisements sent, those of priority 0 included",
          "advertisements-received",
          "Advertisements accepted",
          "gratuitous-arps-sent",
          "Gratuitous ARPs and unsolicited neighbour advertisements sent",
          "send-errors",
          "Packets that the kernel refused to send");

  void router(RouterView router) {
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
        "The time of the change to this state, since the epoch",
        seconds(router.sinceMillis()),
        "router",
        name);
    metrics.gauge(
        "hactl_vrrp_priority",
        "The advertised priority, tracking included",
        router.effectivePriority(),
        "router",
        name);
    metrics.gauge(
        "hactl_vrrp_configured_priority",
        "The priority in the site",
        router.priority(),
        "router",
        name);
    metrics.gauge(
        "hactl_vrrp_timer_lateness_max_seconds",
        "The longest delay with which a timer of the router fired",
        router.maxTimerLatenessMicros() / 1e6,
        "router",
        name);
    OtherMasterView other = router.otherMaster();
    if (other != null) {
      metrics.gauge(
          "hactl_vrrp_two_masters",
          "1 while another host is master at the same time",
          1,
          "router",
          name,
          "peer",
          other.address(),
          "reason",
          other.reason());
    }
    COUNTERS.forEach((counter, help) -> {
      if (router.counters().get(counter) instanceof Long count) {
        metrics.counter("hactl_vrrp_" + counter.replace('-', '_'), help, count, "router", name);
      }
    });
    metrics.byReason(
        "hactl_vrrp_transitions",
        "Changes of state since the agent started, by reason",
        router.counters(),
        RouterViews.TRANSITIONS,
        "router",
        name);
    metrics.byReason(
        "hactl_vrrp_advertisements_rejected",
        "Packets for the router that were rejected, by reason",
        router.counters(),
        RouterViews.REJECTED,
        "router",
        name);
    router.hooks().forEach(hook -> hook("instance", name, hook));
  }

  void shared(VrrpView vrrp) {
    metrics.gauge(
        "hactl_vrrp_realtime_priority",
        "The real-time priority of the VRRP thread; 0 without one or without VRRP",
        vrrp.realtimePriority());
    metrics.byReason(
        "hactl_vrrp_packets_unassigned",
        "Packets that fit no router, by reason",
        vrrp.unassigned(),
        "");
    metrics.counter(
        "hactl_stalls",
        "How often the agent or the whole system was stopped for a while",
        vrrp.stalls());
    metrics.gauge(
        "hactl_longest_stall_seconds",
        "The longest of these stalls since the agent started",
        seconds(vrrp.longestStallMillis()));
    vrrp.groups()
        .forEach(group -> group.hooks().forEach(hook -> hook("group", group.name(), hook)));
    for (FifoView fifo : vrrp.fifos()) {
      metrics.counter(
          "hactl_fifo_lines",
          "Lines for a FIFO, written or dropped",
          fifo.written(),
          "fifo",
          fifo.path(),
          "outcome",
          "written");
      metrics.counter(
          "hactl_fifo_lines",
          "Lines for a FIFO, written or dropped",
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
        "Whether the last run of a hook succeeded",
        hook.ok() ? 1 : 0,
        "about",
        about,
        "name",
        name,
        "command",
        hook.command());
  }

  private static double seconds(long millis) {
    return millis / 1e3;
  }
}
