package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.hactl.lab.ControlNode;
import org.hactl.lab.Driver;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HostSpec;
import org.hactl.lab.Lab;
import org.hactl.lab.LabProgress;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;
import org.hactl.lab.Recap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The article's five hosts, booted once for all scenarios and removed after the last one, with an
 * operator's folder from which {@code hactl} is run. Every scenario leaves the hosts on, healed,
 * and with the article's site applied, whose agents look for drift every 10 s.
 */
final class ScenarioLab implements AutoCloseable {
  static final String VIP = "192.168.0.254";
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The name of a lab that is up: the scenarios use it and leave it up. */
  private static final @Nullable String GIVEN = System.getProperty("scenario.lab");

  private final Lab lab;
  private final ControlNode control;

  private ScenarioLab(Lab lab) {
    this.lab = lab;
    this.control = ControlNode.prepare(lab);
    lookForDriftMoreOften(control.folder().resolve("playbooks/site.yml"));
  }

  /** What no event reports is found by the next look at the host, for which scenarios wait. */
  private static void lookForDriftMoreOften(Path site) {
    try {
      String text = Files.readString(site);
      String sooner = text.replace("drift: {every: 30s,", "drift: {every: 10s,");
      assertThat(sooner).isNotEqualTo(text);
      Files.writeString(site, sooner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScenarioLab boot() {
    if (GIVEN != null) {
      return new ScenarioLab(Labs.open(GIVEN));
    }
    LabSpec spec =
        LabSpec.article("scenarios", Driver.UML)
            .withPackages(List.of("nginx-light", "keepalived", "nftables"));
    return new ScenarioLab(
        Labs.up(
            spec,
            new LabProgress() {
              @Override
              public void step(String text) {
                System.out.println("  scenario lab: " + text);
              }

              @Override
              public void host(String host, String state) {
                System.out.println("  scenario lab: " + host + " " + state);
              }
            }));
  }

  Lab hosts() {
    return lab;
  }

  ControlNode control() {
    return control;
  }

  ExecResult hactl(String... arguments) {
    return hactl(control, arguments);
  }

  /** Runs the {@code hactl} of another build. */
  static ExecResult hactl(ControlNode control, String... arguments) {
    ExecResult result =
        control.hactl(Duration.ofMinutes(5), line -> System.out.println("  | " + line), arguments);
    System.out.println("  = status " + result.exit());
    return result;
  }

  /** Applies the article's site and expects success. */
  Recap apply() {
    ExecResult result = hactl("apply", "playbooks/site.yml");
    assertThat(result.exit()).as("hactl apply said: %s%s", result.out(), result.err()).isZero();
    return Recap.parse(result.out());
  }

  /** The start of every scenario: the site is applied, both web servers answer, lvs1 is master. */
  void converge() {
    for (HostSpec host : lab.hosts()) {
      lab.start(host.name());
      lab.heal(host.name());
    }
    apply();
    eventually("lvs1 is master", () -> assertThat(holdsVip("lvs1")).isTrue());
    eventually("lvs2 is not", () -> assertThat(holdsVip("lvs2")).isFalse());
    awaitPages("web1", "web2");
  }

  boolean holdsVip(String host) {
    return holds(host, VIP);
  }

  boolean holds(String host, String address) {
    return lab.sh(host, "ip -o address show dev eth0").out().contains(" " + address + "/");
  }

  /** Opens a number of new connections from the client to the VIP, and answers the page of each. */
  List<String> pages(int times) {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "-m", "3", "-H", "Connection: close"));
    command.addAll(Collections.nCopies(times, "http://" + VIP + "/"));
    return lab.exec("client", PATIENCE, command).out().lines().map(String::strip).toList();
  }

  void awaitPages(String... servers) {
    eventually(
        "pages from " + String.join(", ", servers),
        () ->
            assertThat(new TreeSet<>(pages(2 * servers.length)))
                .isEqualTo(new TreeSet<>(Set.of(servers))));
  }

  /** The output of a command on a host; the command must succeed. */
  String read(String host, String shell) {
    return lab.sh(host, shell).orThrow("'" + shell + "' on " + host).text();
  }

  static void eventually(String what, ThrowingRunnable assertion) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(assertion);
  }

  @Override
  public void close() {
    if (GIVEN == null) {
      lab.down();
    }
  }

  /** Gives a scenario the lab, booting it for the first one. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ScenarioLab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .getOrComputeIfAbsent(ScenarioLab.class, key -> boot(), ScenarioLab.class);
    }
  }
}
