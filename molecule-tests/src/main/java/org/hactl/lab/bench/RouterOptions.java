package org.hactl.lab.bench;

import java.time.Duration;
import java.util.List;
import org.hactl.cli.option.DurationConverter;
import picocli.CommandLine.Option;

/** How many virtual routers a benchmark runs, and at which intervals. */
final class RouterOptions {
  @Option(
      names = "--routers",
      paramLabel = "N",
      description = "Virtual routers on the interface, 1 to 250 (${DEFAULT-VALUE}).")
  private int count = 250;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Advertisement interval; can be repeated (100ms and 1s).")
  private List<Duration> intervals = List.of(Duration.ofMillis(100), Duration.ofSeconds(1));

  /** The routers of each run, one run per interval. */
  List<Routers> runs() {
    return intervals.stream().map(interval -> new Routers(count, interval)).toList();
  }
}
