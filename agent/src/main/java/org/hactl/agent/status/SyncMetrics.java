package org.hactl.agent.status;

import org.hactl.api.ConnectionSyncView;
import org.hactl.api.ConnectionSyncView.Flow;
import org.jspecify.annotations.Nullable;

/** The metrics of connection sync. */
final class SyncMetrics {
  private SyncMetrics() {}

  static void add(@Nullable ConnectionSyncView sync, MetricsBuilder metrics) {
    if (sync == null || !sync.problem().isEmpty()) {
      return;
    }
    add(sync.sent(), "sent", metrics);
    add(sync.received(), "received", metrics);
    metrics.gauge(
        "hactl_connection_sync_silent",
        "1 while connections come and this host sends none of them",
        sync.silent() ? 1 : 0);
  }

  private static void add(Flow flow, String direction, MetricsBuilder metrics) {
    metrics.counter(
        "hactl_connection_sync_messages",
        "Messages of connection sync, by direction",
        flow.messages(),
        "direction",
        direction);
    metrics.counter(
        "hactl_connection_sync_connections",
        "Connections of which these messages told, by direction",
        flow.connections(),
        "direction",
        direction);
    if (flow.lastMillis() != null) {
      metrics.gauge(
          "hactl_connection_sync_last_message_timestamp_seconds",
          "The time of the last message, since the epoch",
          flow.lastMillis() / 1000.0,
          "direction",
          direction);
    }
  }
}
