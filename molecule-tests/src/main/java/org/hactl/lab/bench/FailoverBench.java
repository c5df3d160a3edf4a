package org.hactl.lab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.hactl.cli.option.DurationConverter;
import org.hactl.lab.LabException;
import org.hactl.lab.Poll;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Time from the master's power cut until its VIPs are on the backup. */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description =
        "Cuts the master's power and measures when the VIPs come up on the backup. Each run starts both"
            + " directors anew; the two programs take turns. The cut comes at the same point of the interval for"
            + " both, and at another point in each run.")
final class FailoverBench extends Bench {
  private static final Duration FAILOVER_TIMEOUT = Duration.ofSeconds(30);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double END_OF_INTERVAL = 0.05;

  @Mixin private final RouterOptions routers = new RouterOptions();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Number of runs of each program (${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Between start and cut (10s).")
  private Duration warmUp = Duration.ofSeconds(10);

  /**
   * One failover, in milliseconds.
   *
   * @param first from the cut to the first VIP on the backup
   * @param last from the cut to the last VIP
   * @param announced from the cut until the last VIP has been announced by gratuitous ARP
   * @param late from the end of the last down timer, computed from the master's last advertisement,
   *     to the last VIP: the delay that does not depend on when the power was cut
   */
  private record Failover(double first, double last, double announced, double late) {
    @Override
    public String toString() {
      return "first VIP %s ms, last %s, all announced %s; after the last down timer %s"
          .formatted(
              Samples.text(first), Samples.text(last), Samples.text(announced), Samples.text(late));
    }
  }

  @Override
  void run() {
    routers.runs().forEach(this::measure);
  }

  private void measure(Routers routers) {
    print("%s, the master's power is cut", routers);
    Map<Contender, List<Failover>> all = new EnumMap<>(Contender.class);
    for (int run = 1; run <= runs; run++) {
      for (Contender contender : Contender.values()) {
        Failover failover = failOver(contender, routers, phase(run));
        all.computeIfAbsent(contender, _ -> new ArrayList<>()).add(failover);
        print("  run %d %-10s %s", run, contender, failover);
      }
    }
    compare("first VIP", all, Failover::first);
    compare("last VIP", all, Failover::last);
    compare("all announced", all, Failover::announced);
    compare("after the last down timer", all, Failover::late);
  }

  /**
   * The cuts are spread over the interval, but not over its ends. There some of many routers have
   * advertised already and others have not, so the result would vary by a whole interval.
   */
  private double phase(int run) {
    return END_OF_INTERVAL + (1 - 2 * END_OF_INTERVAL) * (run - 0.5) / runs;
  }

  private void compare(
      String what, Map<Contender, List<Failover>> all, ToDoubleFunction<Failover> figure) {
    Samples ours = samples(all, Contender.HACTL, figure);
    Samples theirs = samples(all, Contender.KEEPALIVED, figure);
    print(
        "  %-26s p50 hactl %8.2f ms keepalived %8.2f ms (%+.2f); p99 hactl %8.2f ms keepalived"
            + " %8.2f ms (%+.2f)",
        what,
        ours.median(),
        theirs.median(),
        ours.median() - theirs.median(),
        ours.percentile(99),
        theirs.percentile(99),
        ours.percentile(99) - theirs.percentile(99));
  }

  private static Samples samples(
      Map<Contender, List<Failover>> all, Contender who, ToDoubleFunction<Failover> figure) {
    return Samples.of(
        all.getOrDefault(who, List.of()).stream().map(figure::applyAsDouble).toList());
  }

  /**
   * @param phase how much of the interval since the last advertisement has passed at the power cut,
   *     from 0 to 1
   */
  private Failover failOver(Contender contender, Routers routers, double phase) {
    try (Pair pair = Pair.up(contender, routers)) {
      pause(warmUp);
      AddressWatch addresses = AddressWatch.start(pair.lab(), Pair.BACKUP);
      Capture capture = Capture.start(pair.lab(), Pair.BACKUP, "ip proto 112 or arp");
      awaitPhase(capture, routers.interval(), phase);
      Instant cut = Instant.now();
      pair.lab().powerOff(Pair.MASTER);
      if (!Poll.until(
          FAILOVER_TIMEOUT, Duration.ofMillis(100), () -> addresses.count() >= routers.count())) {
        throw new LabException(
            "only %d of %d VIPs came up on the backup within %d s"
                .formatted(addresses.count(), routers.count(), FAILOVER_TIMEOUT.toSeconds()));
      }
      pause(Duration.ofMillis(500));
      addresses.stop();
      return failover(routers, nanos(cut), addresses.addedNanos(), capture.stop());
    }
  }

  /** Waits for the time of the power cut, after an advertisement of the first router. */
  private void awaitPhase(Capture capture, Duration interval, double phase) {
    List<Long> heard = new ArrayList<>();
    boolean enough =
        Poll.until(
            FAILOVER_TIMEOUT,
            Duration.ofMillis(50),
            () -> {
              heard.clear();
              Advertisements.of(capture.soFar(), 1)
                  .all()
                  .forEach(each -> heard.add(each.atNanos()));
              return heard.size() > 1;
            });
    if (!enough) {
      throw new LabException(
          "the master was not heard twice within %d s".formatted(FAILOVER_TIMEOUT.toSeconds()));
    }
    long period = heard.getLast() - heard.get(heard.size() - 2);
    long at = heard.getLast() + Math.round(phase * interval.toNanos());
    while (at < nanos(Instant.now())) {
      at += period;
    }
    pause(Duration.ofNanos(at - nanos(Instant.now())));
  }

  private static Failover failover(
      Routers routers, long cutNanos, List<Long> addedNanos, List<Heard> heard) {
    long lastAdvertisement = 0;
    Map<String, Long> announced = new java.util.HashMap<>();
    for (Heard each : heard) {
      switch (each) {
        case Heard.HeardAdvertisement advertisement -> {
          if (advertisement.source().equals(Pair.MASTER_ADDRESS)) {
            lastAdvertisement = Math.max(lastAdvertisement, advertisement.atNanos());
          }
        }
        case Heard.Announcement announcement -> {
          // Until the cut, the master may have repeated its own announcements.
          if (announcement.atNanos() > cutNanos) {
            announced.putIfAbsent(announcement.address(), announcement.atNanos());
          }
        }
      }
    }
    long down = routers.downInterval(Pair.BACKUP_PRIORITY).toNanos();
    Samples added = Samples.of(addedNanos.stream().map(each -> millis(each - cutNanos)).toList());
    Samples told =
        Samples.of(announced.values().stream().map(each -> millis(each - cutNanos)).toList());
    return new Failover(
        added.percentile(0),
        added.max(),
        told.max(),
        added.max() - millis(lastAdvertisement + down - cutNanos));
  }

  private static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
