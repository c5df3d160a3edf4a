package org.hactl.lab.bench;

import java.time.Duration;
import java.util.List;
import org.hactl.cli.option.DurationConverter;
import org.hactl.lab.Lab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How late advertisements are while the agent is busy. */
@Command(
    name = "lateness",
    mixinStandardHelpOptions = true,
    description =
        "How late a busy agent sends its advertisements, in a guest with its own kernel: the agent"
            + " checks many servers, and its IPVS table is emptied again and again. A keepalived"
            + " runs a router of its own in the same guests and has nothing else to do.")
final class LatenessBench extends Bench {
  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Advertisement interval (100ms).")
  private Duration interval = Duration.ofMillis(100);

  @Option(names = "--minutes", paramLabel = "N", description = "Duration (${DEFAULT-VALUE}).")
  private int minutes = 3;

  @Option(
      names = "--services",
      paramLabel = "N",
      description = "Number of services (${DEFAULT-VALUE}).")
  private int services = 100;

  @Option(
      names = "--entries",
      paramLabel = "N",
      description = "Real servers in each service (${DEFAULT-VALUE}).")
  private int entries = 100;

  @Option(
      names = "--servers",
      paramLabel = "N",
      description = "Real servers that are checked (${DEFAULT-VALUE}).")
  private int servers = 1000;

  @Option(
      names = "--empty",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How often the IPVS table is emptied (20s).")
  private Duration empty = Duration.ofSeconds(20);

  @Override
  void run() {
    print(
        "1 router at %d ms for %d min; %d services of %d entries, emptied every %d s; %d servers checked",
        interval.toMillis(), minutes, services, entries, empty.toSeconds(), servers);
    try (Guests guests = Guests.boot()) {
      guests.startKeepalived(interval);
      guests.apply(interval, services, servers, entries, Guests.Checks.EACH_SERVER);
      pause(Duration.ofSeconds(20));
      Capture capture = Capture.start(guests.lab(), Lab.CONTROL, "ip proto 112");
      var _ =
          guests
              .lab()
              .spawn(
                  Guests.MASTER,
                  "empty",
                  List.of(
                      "sh", "-c", "while :; do ipvsadm -C; sleep " + empty.toSeconds() + "; done"));
      pause(Duration.ofMinutes(minutes));
      List<Heard> heard = capture.stop();
      report(Contender.HACTL, Advertisements.of(heard, Guests.VRID));
      report(Contender.KEEPALIVED, Advertisements.of(heard, Guests.KEEPALIVED_VRID));
    }
  }

  private void report(Contender contender, Advertisements router) {
    print(
        "  %-10s false failovers %d; %s",
        contender,
        router.takeovers(Guests.BACKUP_ADDRESS),
        Advertisements.latenessText(router.latenessMillis(Guests.MASTER_ADDRESS, interval)));
  }
}
