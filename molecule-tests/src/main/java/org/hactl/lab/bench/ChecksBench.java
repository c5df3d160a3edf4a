package org.hactl.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hactl.cli.option.DurationConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the checks of many real servers cost. */
@Command(
    name = "checks",
    mixinStandardHelpOptions = true,
    description =
        "Processor time and file descriptors of the agent in one guest and of keepalived's checker"
            + " in another, at the same time: both check the same real servers of the same services"
            + " by tcp.")
final class ChecksBench extends Bench {
  private static final int FIRST_PORT = 8000;

  /** The processes whose figures are asked: by name, those of keepalived are two. */
  private enum Program {
    HACTL(Guests.MASTER, Guests.MASTER_ADDRESS, "java"),
    KEEPALIVED(Guests.BACKUP, Guests.BACKUP_ADDRESS, "keepalived");

    private final String host;
    private final String address;
    private final String process;

    Program(String host, String address, String process) {
      this.host = host;
      this.address = address;
      this.process = process;
    }
  }

  /**
   * Prints the ticks of 10 ms that the processes of a name have run, their file descriptors, and
   * the connections that the host has opened.
   */
  private static final String FIGURES =
      "cd /proc; awk '{n += $14 + $15} END {print n}' $(pidof %1$s | sed 's,[0-9][0-9]*,&/stat,g');"
          + " ls $(pidof %1$s | sed 's,[0-9][0-9]*,&/fd,g') | grep -c '^[0-9][0-9]*$';"
          + " awk '/^Tcp: [0-9]/ {print $6}' net/snmp";

  private record Figures(long ticks, long descriptors, long connections) {}

  @Option(
      names = "--services",
      paramLabel = "N",
      description = "Number of services (${DEFAULT-VALUE}).")
  private int services = 10;

  @Option(
      names = "--servers",
      paramLabel = "N",
      description = "Real servers, which each service has (${DEFAULT-VALUE}).")
  private int servers = 2_000;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How often each real server is checked (1s).")
  private Duration interval = Duration.ofSeconds(1);

  @Option(names = "--seconds", paramLabel = "N", description = "Duration (${DEFAULT-VALUE}).")
  private int seconds = 120;

  @Override
  void run() {
    print(
        "%d services of the same %d real servers, each checked by tcp every %d s, for %d s",
        services, servers, interval.toSeconds(), seconds);
    try (Guests guests = Guests.boot()) {
      guests.route();
      guests.startChecker(
          Program.KEEPALIVED.host,
          IntStream.range(0, services).mapToObj(this::virtualServer).collect(Collectors.joining()));
      guests.apply(site(), servers, Program.HACTL.host);
      pause(Duration.ofSeconds(60));
      Figures hactl = figures(guests, Program.HACTL);
      Figures keepalived = figures(guests, Program.KEEPALIVED);
      pause(Duration.ofSeconds(seconds));
      double ours = report(Program.HACTL, hactl, figures(guests, Program.HACTL));
      double theirs = report(Program.KEEPALIVED, keepalived, figures(guests, Program.KEEPALIVED));
      print("  hactl took %.2f x of keepalived's processor time", ours / theirs);
    }
  }

  /** Prints what a program did between two looks; returns its seconds of processor time. */
  private double report(Program program, Figures before, Figures after) {
    double processor = (after.ticks - before.ticks) / 100.0;
    print(
        "  %-10s processor %.1f s; %.0f connections/s; file descriptors %d, then %d",
        program.name().toLowerCase(Locale.ROOT),
        processor,
        (after.connections - before.connections) / (double) seconds,
        before.descriptors,
        after.descriptors);
    return processor;
  }

  private static Figures figures(Guests guests, Program program) {
    List<Long> words =
        guests
            .lab()
            .sh(program.host, FIGURES.formatted(program.process))
            .orThrow("asking for the figures of " + program.process)
            .text()
            .lines()
            .map(line -> Long.parseLong(line.strip()))
            .toList();
    return new Figures(words.get(0), words.get(1), words.get(2));
  }

  private String site() {
    StringBuilder site = new StringBuilder("site: bench\nservices:\n");
    for (int service = 0; service < services; service++) {
      site.append(
          """
            s%d:
              directors: [%s]
              address: %s:%d/tcp
              scheduler: rr
              forward: nat
              real_servers: {webs: {port: 80}}
              check: {tcp: {}, interval: %dms, timeout: 1s, rise: 1, fall: 3}
          """
              .formatted(
                  service,
                  Program.HACTL.host,
                  Program.HACTL.address,
                  FIRST_PORT + service,
                  interval.toMillis()));
    }
    return site.toString();
  }

  private String virtualServer(int service) {
    String members =
        IntStream.range(0, servers)
            .mapToObj(server ->
                """
                  real_server %s 80 {
                    TCP_CHECK {
                      connect_timeout 1
                    }
                  }
                """
                    .formatted(Guests.address(server)))
            .collect(Collectors.joining());
    return """
    virtual_server %s %d {
      delay_loop %d
      retry 2
      lb_algo rr
      lb_kind NAT
      protocol TCP
    %s}
    """
        .formatted(Program.KEEPALIVED.address, FIRST_PORT + service, interval.toSeconds(), members);
  }
}
