package org.hactl.agent.status;

import java.util.Map;
import org.hactl.api.HostStatus.BfdEngineView;
import org.hactl.api.HostStatus.BfdView;
import org.hactl.bfd.model.BfdState;
import org.jspecify.annotations.Nullable;

/** Metrics of BFD sessions and of the BFD engine, for Prometheus. */
record BfdMetrics(MetricsBuilder metrics) {
  private static final double MICROS_PER_SECOND = 1e6;

  void session(BfdView session) {
    String name = session.name();
    for (BfdState state : BfdState.values()) {
      metrics.gauge(
          "hactl_bfd_state",
          "1 for the state a BFD session is in",
          session.state().equals(state.text()) ? 1 : 0,
          "session",
          name,
          "state",
          state.text());
    }
    metrics.gauge(
        "hactl_bfd_state_since_seconds",
        "The time of the change to this state, since the epoch",
        session.sinceMillis() / 1e3,
        "session",
        name);
    seconds(
        "hactl_bfd_detection_time_seconds",
        "The silence after which the session goes down; 0 before the first packet",
        session.detectionMicros(),
        name);
    seconds(
        "hactl_bfd_transmit_interval_seconds",
        "The interval at which the host sends, less the jitter",
        session.transmitMicros(),
        name);
    seconds(
        "hactl_bfd_receive_interval_seconds",
        "The interval at which the neighbour must send; 0 before its first packet",
        session.receiveMicros(),
        name);
    Map<String, Long> counters = session.counters();
    seconds(
        "hactl_bfd_timer_lateness_max_seconds",
        "The longest delay with which a timer of the session fired",
        counters.getOrDefault("max-timer-lateness-micros", 0L),
        name);
    count("hactl_bfd_packets_sent", "Packets sent", counters.get("packets-sent"), name);
    count("hactl_bfd_packets_received", "Packets accepted", counters.get("packets-received"), name);
    count(
        "hactl_bfd_send_errors",
        "Packets that the kernel refused to send",
        counters.get("send-errors"),
        name);
    metrics.byReason(
        "hactl_bfd_transitions",
        "Changes of state since the agent started, by reason",
        counters,
        BfdViews.TRANSITIONS,
        "session",
        name);
    metrics.byReason(
        "hactl_bfd_packets_rejected",
        "Packets of its neighbour that were discarded, by reason",
        counters,
        BfdViews.REJECTED,
        "session",
        name);
  }

  void engine(BfdEngineView engine) {
    metrics.gauge(
        "hactl_bfd_realtime_priority",
        "The real-time priority of the BFD thread; 0 without one or without BFD",
        engine.realtimePriority());
    metrics.byReason(
        "hactl_bfd_packets_unassigned",
        "Packets that fit no session, by reason",
        engine.unassigned(),
        "");
  }

  private void seconds(String name, String help, long micros, String session) {
    metrics.gauge(name, help, micros / MICROS_PER_SECOND, "session", session);
  }

  private void count(String name, String help, @Nullable Long count, String session) {
    if (count != null) {
      metrics.counter(name, help, count, "session", session);
    }
  }
}
