package org.hactl.lab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hactl.cli.option.DurationConverter;
import org.hactl.lab.Lab;
import org.hactl.lab.LabProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a router with a short interval stays master while other programs use the processors. */
@Command(
    name = "busy",
    mixinStandardHelpOptions = true,
    description =
        "One router at 10 ms of each program, at the same time, while other processes keep every processor"
            + " busy; counts the takeovers without a cause.")
final class BusyBench extends Bench {
  private static final int VRID = 1;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Advertisement interval (10ms).")
  private Duration interval = Duration.ofMillis(10);

  @Option(names = "--minutes", paramLabel = "N", description = "Duration (${DEFAULT-VALUE}).")
  private int minutes = 1;

  @Override
  void run() {
    Routers routers = new Routers(1, interval);
    int processors = Runtime.getRuntime().availableProcessors();
    print("%s for %d min, %d processors kept busy", routers, minutes, processors);
    try (Pair keepalived = Pair.up(Contender.KEEPALIVED, routers);
        Pair hactl = Pair.up(Contender.HACTL, routers)) {
      pause(Duration.ofSeconds(10));
      Capture ours = Capture.start(hactl.lab(), Pair.BACKUP, "ip proto 112");
      Capture theirs = Capture.start(keepalived.lab(), Pair.BACKUP, "ip proto 112");
      List<LabProcess> load = new ArrayList<>();
      IntStream.range(0, processors).forEach(i -> load.add(spin(hactl.lab(), i)));
      pause(Duration.ofMinutes(minutes));
      load.forEach(LabProcess::kill);
      report(Contender.HACTL, ours.stop());
      report(Contender.KEEPALIVED, theirs.stop());
    }
  }

  private static LabProcess spin(Lab lab, int number) {
    return lab.spawn(Lab.CONTROL, "spin" + number, List.of("sh", "-c", "while :; do :; done"));
  }

  private void report(Contender contender, List<Heard> heard) {
    Advertisements router = Advertisements.of(heard, VRID);
    print(
        "  %-10s false failovers %d; %s",
        contender,
        router.takeovers(Pair.BACKUP_ADDRESS),
        Advertisements.latenessText(router.latenessMillis(Pair.MASTER_ADDRESS, interval)));
  }
}
