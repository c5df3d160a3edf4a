package org.hactl.lab.bench;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProcess;
import org.hactl.lab.Poll;

/**
 * Records when each VIP comes up on a host. Runs {@code ip monitor} at real-time priority, because
 * it records the time at which it reads.
 */
final class AddressWatch {
  private static final Pattern ADDED =
      Pattern.compile("^\\[(\\S+)] \\d+: eth0 +inet (10\\.9\\.\\d+\\.254)/32", Pattern.MULTILINE);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  private final LabProcess monitor;

  private AddressWatch(LabProcess monitor) {
    this.monitor = monitor;
  }

  /** Returns when {@code ip monitor} is running. */
  static AddressWatch start(Lab lab, String host) {
    LabProcess monitor =
        lab.spawn(
            host, "monitor", List.of("chrt", "-f", "60", "ip", "-ts", "-4", "monitor", "address"));
    AddressWatch watch = new AddressWatch(monitor);
    String probe = "127.0.0.2/32";
    boolean listens =
        Poll.until(
            START_TIMEOUT,
            Duration.ofMillis(20),
            () -> {
              lab.exec(host, "ip", "address", "add", probe, "dev", "lo");
              lab.exec(host, "ip", "address", "del", probe, "dev", "lo");
              return monitor.output().contains(probe);
            });
    if (!listens) {
      throw new LabException("ip monitor does not listen: " + monitor.output());
    }
    return watch;
  }

  /** When VIPs came up so far, in nanoseconds since 1970. */
  List<Long> addedNanos() {
    return ADDED.matcher(monitor.output()).results().map(each -> nanos(each.group(1))).toList();
  }

  int count() {
    Matcher matcher = ADDED.matcher(monitor.output());
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  void stop() {
    monitor.terminate();
  }

  private static long nanos(String time) {
    var instant = LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
