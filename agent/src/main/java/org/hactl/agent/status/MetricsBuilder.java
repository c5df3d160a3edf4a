package org.hactl.agent.status;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers values by the name of their metric. Labels are names and values in turn. */
final class MetricsBuilder {
  private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
  private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();

  void gauge(String name, String help, double value, String... labels) {
    gauges
        .computeIfAbsent(name, _ -> GaugeSnapshot.builder().name(name).help(help))
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /**
   * @param name without {@code _total}, which the text form adds
   */
  void counter(String name, String help, long value, String... labels) {
    counters
        .computeIfAbsent(name, _ -> CounterSnapshot.builder().name(name).help(help))
        .dataPoint(
            CounterDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /**
   * Adds a counter for each count whose name begins with the prefix. The rest of the name is the
   * label {@code reason}.
   */
  void byReason(
      String name, String help, Map<String, Long> counts, String prefix, String... labels) {
    counts.forEach((counted, count) -> {
      if (counted.startsWith(prefix)) {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = "reason";
        all[labels.length + 1] = counted.substring(prefix.length());
        counter(name, help, count, all);
      }
    });
  }

  MetricSnapshots build() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    gauges.values().forEach(each -> all.metricSnapshot(each.build()));
    counters.values().forEach(each -> all.metricSnapshot(each.build()));
    return all.build();
  }
}
