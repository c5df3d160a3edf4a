package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hactl.cli.option.DurationConverter;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.Poll;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether the backup notices that the master's agent was killed. */
@Command(
    name = "crash",
    mixinStandardHelpOptions = true,
    description =
        "Kills the master's agent (SIGKILL) at random times while its supervisor runs on, with"
            + " keepalived as the backup, which should not take over.")
final class CrashBench extends Bench {
  private static final Duration RESUME_TIMEOUT = Duration.ofSeconds(20);
  private static final int VRID = 1;

  @Option(names = "--kills", paramLabel = "N", description = "Number of kills (${DEFAULT-VALUE}).")
  private int kills = 20;

  @Option(
      names = "--routers",
      paramLabel = "N",
      description = "Virtual routers, 1 to 250 (${DEFAULT-VALUE}).")
  private int count = 1;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Advertisement interval (1s).")
  private Duration interval = Duration.ofSeconds(1);

  private final Random random = new Random();

  @Override
  void run() {
    Routers routers = new Routers(count, interval);
    print("%s, the master's agent is killed %d times", routers, kills);
    try (Pair pair = Pair.up(Contender.HACTL, Contender.KEEPALIVED, routers)) {
      pause(interval.multipliedBy(5));
      Capture capture = Capture.start(pair.lab(), Pair.BACKUP, "ip proto 112");
      List<Long> killed = new ArrayList<>();
      for (int i = 0; i < kills; i++) {
        pause(interval.multipliedBy(2).plusNanos(random.nextLong(interval.toNanos())));
        forgetCrashes(pair.lab());
        killed.add(kill(pair.master()));
        pause(interval.multipliedBy(4));
        pair.awaitMaster();
      }
      pause(interval.multipliedBy(5));
      report(capture.stop(), killed);
    }
  }

  /** Five crashes within a minute count as a crash loop, which this benchmark must not cause. */
  private static void forgetCrashes(Lab lab) {
    try {
      Files.deleteIfExists(lab.folder(Pair.MASTER).resolve("run/hactl/crashes"));
    } catch (IOException e) {
      throw new LabException("cannot empty the record of crashes: " + e.getMessage(), e);
    }
  }

  /** Returns the time of the kill, in nanoseconds since 1970. */
  private static long kill(BenchDirector director) {
    long pid = director.pid();
    Instant now = Instant.now();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    Poll.until(RESUME_TIMEOUT, Duration.ofMillis(50), () -> isAnother(director, pid));
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static boolean isAnother(BenchDirector director, long pid) {
    return director.findPid().filter(now -> now != pid).isPresent();
  }

  private void report(List<Heard> heard, List<Long> killed) {
    Advertisements first = Advertisements.of(heard, VRID);
    Samples silence =
        Samples.of(killed.stream().map(at -> first.millisToNext(Pair.MASTER_ADDRESS, at)).toList());
    int takeovers = 0;
    for (int vrid = 1; vrid <= count; vrid++) {
      takeovers += Advertisements.of(heard, vrid).takeovers(Pair.BACKUP_ADDRESS);
    }
    print(
        "  kill to the next advertisement: p50 %.0f p99 %.0f max %.0f ms",
        silence.median(), silence.percentile(99), silence.max());
    print("  transitions on the backup: %d", takeovers);
  }
}
