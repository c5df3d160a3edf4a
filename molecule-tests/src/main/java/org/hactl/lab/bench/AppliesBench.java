package org.hactl.lab.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hactl.cli.Main;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.Poll;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether applies in a row all end as they should, also where a connection ends meanwhile. */
@Command(
    name = "applies",
    mixinStandardHelpOptions = true,
    description =
        "Applies two sites in turn to three hosts, over OpenSSH, and then more while it ends an SSH"
            + " connection at a random moment of each apply. Stops at the first result that is not"
            + " as it should be.")
final class AppliesBench extends Bench {
  private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(60);

  /** Less, so that a connection that hangs must not use it up. */
  private static final Duration CONFIRM_CUT_WITHIN = Duration.ofSeconds(12);

  private static final Duration ELECTION_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LATEST_CUT = Duration.ofMillis(150);
  private static final int LOOK_FOR_ROLLBACKS_EVERY = 200;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of applies without a cut (${DEFAULT-VALUE}).")
  private int rounds = 30;

  @Option(
      names = "--cuts",
      paramLabel = "N",
      description = "Number of applies in which a connection is cut (${DEFAULT-VALUE}).")
  private int cuts = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides which connection is cut and when (default: another one each time).")
  private long seed = new Random().nextLong(1_000_000);

  @Option(
      names = "--lab",
      paramLabel = "NAME",
      description = "The lab that it makes and removes (${DEFAULT-VALUE}).")
  private String lab = "bench-applies";

  @Option(names = "--inside", hidden = true, description = "Run on the control node of the hosts.")
  private boolean inside;

  @Override
  void run() {
    if (inside) {
      loop(SshHosts.found(lab));
      return;
    }
    SshHosts hosts = SshHosts.up(lab);
    try {
      if (hosts.lab().attach(Lab.CONTROL, again()) != 0) {
        throw new LabException("the applies did not end as they should; the reason is above");
      }
    } finally {
      hosts.down();
    }
  }

  /** This program once more, to be run in the control node's network namespace. */
  private List<String> again() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("bench", "applies", "--inside", "--lab", lab));
    command.addAll(List.of("--rounds", "" + rounds, "--cuts", "" + cuts, "--seed", "" + seed));
    return command;
  }

  private void loop(SshHosts hosts) {
    ApplyLoop plain = new ApplyLoop(hosts, CONFIRM_WITHIN);
    plain.install(ApplyRounds.step(0));
    awaitMaster(hosts);
    plain(plain);
    if (cuts > 0) {
      cut(hosts, new ApplyLoop(hosts, CONFIRM_CUT_WITHIN));
      pause(CONFIRM_CUT_WITHIN.plusSeconds(1));
    }
    plain.requireNothingRolledBack();
    print("no host rolled back");
  }

  private void plain(ApplyLoop loop) {
    List<Double> changing = new ArrayList<>();
    List<Double> unchanged = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      double millis = plain(loop, round).toNanos() / 1e6;
      (ApplyRounds.changes(round) ? changing : unchanged).add(millis);
      if (round % LOOK_FOR_ROLLBACKS_EVERY == 0) {
        loop.requireNothingRolledBack();
      }
    }
    print("%d applies to %d hosts, all as they should be", rounds, SshHosts.HOSTS.size());
    print("  with a change: %s", figures(changing));
    print("  without: %s", figures(unchanged));
  }

  private static Duration plain(ApplyLoop loop, int round) {
    try {
      return loop.plain(ApplyRounds.step(round), ApplyRounds.changes(round)).took();
    } catch (LabException e) {
      throw new LabException("apply %d: %s".formatted(round, e.getMessage()), e);
    }
  }

  private void cut(SshHosts hosts, ApplyLoop loop) {
    Random random = new Random(seed);
    List<Double> times = new ArrayList<>();
    int asked = 0;
    int again = 0;
    int ended = 0;
    int step = ApplyRounds.step(rounds);
    for (int i = 1; i <= cuts; i++) {
      step = ApplyRounds.next(step);
      String host = SshHosts.names().get(random.nextInt(SshHosts.HOSTS.size()));
      Duration delay = delay(random);
      ConnectionCut cut = new ConnectionCut(hosts.sshd(host), delay);
      try {
        ApplyLoop.Applied applied = loop.cut(step, host, cut);
        times.add(applied.took().toNanos() / 1e6);
        asked += applied.lost() ? 1 : 0;
        again += applied.sentAgain() ? 1 : 0;
        ended += cut.end();
      } catch (LabException e) {
        throw new LabException(
            "cut %d of seed %d, on %s after %.1f ms: %s"
                .formatted(i, seed, host, delay.toNanos() / 1e6, e.getMessage()),
            e);
      }
    }
    print("%d applies with a cut (seed %d), all in force and confirmed", cuts, seed);
    print("  %d connections were ended, %d of them during the apply itself", ended, asked);
    print("  %d requests had not reached the agent, and were sent again", again);
    print("  %s", figures(times));
  }

  /** Mostly early, during the apply itself; some come while it is confirmed. */
  private static Duration delay(Random random) {
    double fraction = random.nextDouble();
    return Duration.ofNanos((long) (fraction * fraction * LATEST_CUT.toNanos()));
  }

  private static void awaitMaster(SshHosts hosts) {
    if (!Poll.until(
        ELECTION_TIMEOUT,
        Duration.ofMillis(200),
        () ->
            hosts
                .lab()
                .exec("lvs1", "ip", "-o", "-4", "address", "show", "dev", "eth0")
                .out()
                .contains(" 10.13.0.254/"))) {
      throw new LabException("lvs1 is not master\n" + hosts.logs("lvs1"));
    }
  }

  private static String figures(List<Double> millis) {
    Samples samples = Samples.of(millis);
    return "p50 %.0f p99 %.0f max %.0f ms (%d)"
        .formatted(samples.median(), samples.percentile(99), samples.max(), samples.count());
  }
}
