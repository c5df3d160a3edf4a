package org.hactl.lab.bench;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The resident memory of a small director's agent. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description =
        "Resident memory of an agent with one router and ten services, in a guest with its own"
            + " kernel, beside keepalived with the same configuration.")
final class MemoryBench extends Bench {
  private static final int SERVICES = 10;
  private static final int SERVERS_PER_SERVICE = 4;

  /** Prints the sum, in kB, of the resident memory of all processes with one name. */
  private static final String RESIDENT =
      "for p in $(pidof %s); do grep VmRSS /proc/$p/status; done | awk '{n += $2} END {print n}'";

  @Option(names = "--seconds", paramLabel = "N", description = "Seconds after the apply (60).")
  private int seconds = 60;

  @Override
  void run() {
    try (Guests guests = Guests.boot()) {
      guests.apply(
          Duration.ofSeconds(1),
          SERVICES,
          SERVICES * SERVERS_PER_SERVICE,
          SERVERS_PER_SERVICE,
          Guests.Checks.EACH_SERVER);
      pause(Duration.ofSeconds(seconds));
      print(
          "1 router, %d services of %d real servers, %d s after the apply",
          SERVICES, SERVERS_PER_SERVICE, seconds);
      print("  master hactl %.1f MB", megabytes(guests, Guests.MASTER));
      print("  backup hactl %.1f MB", megabytes(guests, Guests.BACKUP));
    }
  }

  private static double megabytes(Guests guests, String host) {
    String text =
        guests.lab().sh(host, RESIDENT.formatted("java")).orThrow("asking for memory").text();
    return Long.parseLong(text) / 1024.0;
  }
}
