package org.hactl.agent.status;

import java.util.Arrays;
import org.hactl.api.RealServerView;
import org.hactl.api.TryView;

/** The metrics of the last tries of a real server's checks. */
final class TryMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;

  private TryMetrics() {}

  static void add(RealServerView server, MetricsBuilder metrics, String... ofServer) {
    if (server.tries() == null) {
      return;
    }
    for (TryView last : server.tries()) {
      String[] labels = Arrays.copyOf(ofServer, ofServer.length + 2);
      labels[ofServer.length] = "check";
      labels[ofServer.length + 1] = last.check();
      if (last.passed() != null) {
        metrics.gauge(
            "hactl_check_passed",
            "Whether the last try of a check passed; absent if this host could not try",
            last.passed() ? 1 : 0,
            labels);
      }
      metrics.gauge(
          "hactl_check_time_seconds",
          "When the last try of a check ended, since the epoch",
          last.atMillis() / MILLIS_PER_SECOND,
          labels);
      metrics.gauge(
          "hactl_check_duration_seconds",
          "How long the last try of a check took",
          last.tookMillis() / MILLIS_PER_SECOND,
          labels);
      if (last.certificateDays() != null) {
        metrics.gauge(
            "hactl_check_certificate_days",
            "Whole days until the certificate expires that the last try saw; absent if it saw none",
            last.certificateDays(),
            labels);
      }
    }
  }
}
