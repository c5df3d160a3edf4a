package org.hactl.lab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.cli.option.DurationConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Processor time and memory of master and backup. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description =
        "Processor time and memory of many virtual routers on one interface. Both pairs run at the"
            + " same time, each on a segment of its own, and are measured over the same seconds.")
final class ScaleBench extends Bench {
  @Mixin private final RouterOptions routers = new RouterOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of rounds (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--round",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Duration of a round (10s).")
  private Duration round = Duration.ofSeconds(10);

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Before the first round (30s).")
  private Duration warmUp = Duration.ofSeconds(30);

  @Override
  void run() {
    routers.runs().forEach(this::measure);
  }

  private void measure(Routers routers) {
    print("%s: %% of one core over %d s", routers, round.toSeconds());
    try (Pair keepalived = Pair.up(Contender.KEEPALIVED, routers);
        Pair hactl = Pair.up(Contender.HACTL, routers)) {
      pause(warmUp);
      RolePids master = new RolePids("master", hactl.master().pid(), keepalived.master().pid());
      RolePids backup = new RolePids("backup", hactl.backup().pid(), keepalived.backup().pid());
      for (int i = 0; i < rounds; i++) {
        master.begin();
        backup.begin();
        pause(round);
        print("  round %d: %s; %s", i + 1, master.end(round), backup.end(round));
      }
      print("  median:  %s; %s", master.medians(), backup.medians());
      print("  memory:  %s; %s", master.memory(), backup.memory());
    }
  }

  /** The processes of hactl and keepalived in one role, to be compared. */
  private static final class RolePids {
    private final String name;
    private final long hactl;
    private final long keepalived;
    private final List<Double> hactlPercents = new ArrayList<>();
    private final List<Double> keepalivedPercents = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private Map<String, Long> hactlBefore = Map.of();
    private Map<String, Long> keepalivedBefore = Map.of();

    RolePids(String name, long hactl, long keepalived) {
      this.name = name;
      this.hactl = hactl;
      this.keepalived = keepalived;
    }

    void begin() {
      hactlBefore = ProcessFigures.cpuNanosByThread(hactl);
      keepalivedBefore = ProcessFigures.cpuNanosByThread(keepalived);
    }

    String end(Duration round) {
      double ours = percent(hactlBefore, hactl, round);
      double theirs = percent(keepalivedBefore, keepalived, round);
      hactlPercents.add(ours);
      keepalivedPercents.add(theirs);
      ratios.add(ours / theirs);
      return text(ours, theirs, ours / theirs);
    }

    private static double percent(Map<String, Long> before, long pid, Duration round) {
      Map<String, Long> now = ProcessFigures.cpuNanosByThread(pid);
      return 100.0 * ProcessFigures.cpuNanosBetween(before, now) / round.toNanos();
    }

    String medians() {
      return text(
          Samples.of(hactlPercents).median(),
          Samples.of(keepalivedPercents).median(),
          Samples.of(ratios).median());
    }

    private String text(double ours, double theirs, double ratio) {
      return "%s hactl %s keepalived %s ratio %s"
          .formatted(name, Samples.text(ours), Samples.text(theirs), Samples.text(ratio));
    }

    String memory() {
      return "%s hactl %.1f MB keepalived %.1f MB"
          .formatted(
              name,
              ProcessFigures.residentKilobytes(hactl) / 1024.0,
              ProcessFigures.residentKilobytes(keepalived) / 1024.0);
    }
  }
}
