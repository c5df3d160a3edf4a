package org.hactl.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.SiteRequest;
import org.hactl.lab.LabException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long many services take, from the site to the kernel. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    description =
        "Compiles a site with many services, applies it to two directors in guests with an empty"
            + " IPVS table, changes one weight, and runs ipvsadm -R with the same table in the same"
            + " guest.")
final class ServicesBench extends Bench {
  private static final int ROUNDS = 5;

  /** Prints the milliseconds that a command took in a guest. */
  private static final String TIMED =
      "a=$(date +%%s%%N); %s || exit 1; echo $((($(date +%%s%%N) - a) / 1000000))";

  @Option(
      names = "--services",
      paramLabel = "N",
      description = "Number of services (${DEFAULT-VALUE}).")
  private int services = 1_000;

  @Option(
      names = "--entries",
      paramLabel = "N",
      description = "Real servers in each service (${DEFAULT-VALUE}).")
  private int entries = 10;

  @Option(names = "--compile-only", description = "Compile the site only; no guests.")
  private boolean compileOnly;

  @Override
  void run() {
    print("%d services of %d real servers each", services, entries);
    double half = compile(services / 2);
    double whole = compile(services);
    print(
        "  read and compiled in %.0f ms; half as many in %.0f ms (%.2f x)",
        whole, half, whole / half);
    if (!compileOnly) {
      try (Guests guests = Guests.boot()) {
        measure(guests);
      }
    }
  }

  /** The median of some rounds, in milliseconds. */
  private double compile(int number) {
    try {
      Path folder = Files.createTempDirectory("hactl-bench-");
      try {
        Guests.write(folder, number, number * entries / 10, entries);
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          long begun = System.nanoTime();
          var _ = SiteLoader.site(folder.resolve("site.yml"), request(folder));
          millis.add((System.nanoTime() - begun) / 1e6);
        }
        return Samples.of(millis).median();
      } finally {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new LabException("cannot write a site: " + e.getMessage(), e);
    } catch (SiteProblems e) {
      throw new LabException("the site is wrong: " + e.getMessage(), e);
    }
  }

  private static SiteRequest request(Path folder) {
    return new SiteRequest(
        List.of(folder.resolve("hosts.yml").toString()),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  private void measure(Guests guests) {
    guests.apply(
        Duration.ofSeconds(1), services, services * entries / 10, entries, Guests.Checks.NONE);
    String table = guests.lab().sh(Guests.MASTER, "ipvsadm -Sn | wc -l").out().strip();
    double first = lastApply(guests);
    print("  %s entries applied to an empty table in %.0f ms", table, first);
    double whole = plan(guests);
    print("  hactl plan of both directors, nothing to change: %.0f ms", whole);
    change(guests.siteFile());
    guests.hactl("apply", "playbooks/bench.yml", "--limit", "directors");
    print("  one weight changed in %.0f ms", lastApply(guests));
    guests
        .lab()
        .sh(
            Guests.MASTER,
            "systemctl stop hactl-agent; ipvsadm -Sn >/root/table; ipvsadm -C; [ -s /root/table ]")
        .orThrow("saving the table");
    String restored = TIMED.formatted("ipvsadm -R </root/table");
    double ipvsadm =
        Double.parseDouble(
            guests.lab().sh(Guests.MASTER, restored).orThrow("ipvsadm -R").out().strip());
    print("  ipvsadm -R of the same table: %.0f ms; hactl took %.2f x", ipvsadm, first / ipvsadm);
    for (String host : List.of(Guests.MASTER, Guests.BACKUP)) {
      guests.lab().sh(host, "systemctl start hactl-agent").orThrow("starting the agent");
    }
    guests.applyAgain(
        Duration.ofSeconds(1), services / 2, services * entries / 20, entries, Guests.Checks.NONE);
    double half = plan(guests);
    print("  hactl plan of half as many: %.0f ms (%.2f x)", half, whole / half);
  }

  /** The median of some plans, in milliseconds. */
  private static double plan(Guests guests) {
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      guests.hactl("plan", "playbooks/bench.yml", "--limit", "directors");
      millis.add((System.nanoTime() - begun) / 1e6);
    }
    return Samples.of(millis).median();
  }

  private static void change(Path site) {
    try {
      String text = Files.readString(site);
      Files.writeString(
          site, text.replaceFirst("rs0: \\{port: 80\\}", "rs0: {port: 80, weight: 7}"));
    } catch (IOException e) {
      throw new LabException("cannot change the site: " + e.getMessage(), e);
    }
  }

  /** The milliseconds between the begin of the last apply and its convergence, by the host. */
  private static double lastApply(Guests guests) {
    String lines =
        guests.hactl("events", "--limit", Guests.MASTER, "--output", "jsonl", "-n", "5000");
    long begun = 0;
    long converged = 0;
    ObjectMapper mapper = new ObjectMapper();
    try {
      for (String line : lines.lines().toList()) {
        JsonNode event = mapper.readTree(line);
        if (event.path("event").asText().equals("generation")) {
          switch (event.path("step").asText()) {
            case "BEGUN" -> begun = event.path("atMillis").asLong();
            case "CONVERGED" -> converged = event.path("atMillis").asLong();
            default -> {}
          }
        }
      }
    } catch (IOException e) {
      throw new LabException("hactl events prints no JSON: " + e.getMessage(), e);
    }
    return converged - begun;
  }
}
