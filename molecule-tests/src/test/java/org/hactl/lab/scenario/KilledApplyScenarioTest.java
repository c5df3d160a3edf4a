package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HactlRun;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control node is killed, or a director loses its power, in each phase of an apply: then all
 * hosts have the old site or all have the new one, and the next apply finishes it.
 */
@Tag("lab")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledApplyScenarioTest {
  private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(15);

  /** What the hosts have of a site. */
  private record Held(String lvs1, String lvs2, String web1, String web2) {
    private boolean agree() {
      return lvs1.equals(lvs2) && web1.equals(web2) && lvs1.equals(web1);
    }
  }

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void theControlNodeIsKilledAfterTheRealServersApplied(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), "wave 2 of 3", 1);
  }

  @Test
  @Order(3)
  void theControlNodeIsKilledWhileTheMasterApplies(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), "wave 3 of 3", 1);
  }

  @Test
  @Order(4)
  void theControlNodeIsKilledInTheGate(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), ": coming back over a new connection", 4);
  }

  @Test
  @Order(5)
  void theControlNodeIsKilledBetweenTwoConfirmations(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), ": confirming", 3);
  }

  @Test
  @Order(6)
  void theControlNodeIsKilledWhileItSendsAnotherAgent(ScenarioLab lab, @TempDir Path folder)
      throws IOException {
    killed(lab, lab.control().with(OtherBuild.sound(folder)), ": sending the agent", 2);
  }

  /** Kills an apply at the so-many-th line with a text. */
  private static void killed(ScenarioLab lab, ControlNode control, String line, int times)
      throws IOException {
    String site = site(lab, "B");
    Held before = held(lab);
    ClientTraffic traffic = new ClientTraffic(lab);
    traffic.begin();
    ExecResult killed =
        start(control, site, line, times, HactlRun::kill).await(Duration.ofMinutes(4));
    assertThat(killed.exit()).isEqualTo(137);
    long killedAt = System.nanoTime();
    System.out.println("  killed; hosts: " + held(lab));
    System.out.println(lab.hactl("status").out());
    Awaitility.await("the hosts agree")
        .atMost(CONFIRM_WITHIN.plusSeconds(15))
        .until(() -> held(lab).agree());
    System.out.println(
        "  agree after %d ms: %s".formatted((System.nanoTime() - killedAt) / 1_000_000, held(lab)));
    Awaitility.await("nothing is pending")
        .atMost(CONFIRM_WITHIN.plusSeconds(15))
        .until(() -> !lab.hactl("status").out().contains("waits for"));
    assertThat(held(lab).agree()).isTrue();
    System.out.println("  " + before + " -> " + held(lab));
    System.out.println(lab.hactl("history", "--last", "4").out());

    ExecResult next =
        control
            .start(text -> System.out.println("  | " + text), Map.of(), "apply", site)
            .await(Duration.ofMinutes(5));
    System.out.println("  = status " + next.exit() + "; " + traffic.end());
    assertThat(next.exit()).isZero();
    assertThat(held(lab)).isEqualTo(new Held("B", "B", "B", "B"));
    assertThat(lab.hactl("status").exit()).isZero();
    lab.converge();
    assertThat(held(lab)).isEqualTo(before);
  }

  private interface Strike {
    void at(HactlRun run);
  }

  private static HactlRun start(
      ControlNode control, String site, String line, int times, Strike strike) {
    CompletableFuture<HactlRun> started = new CompletableFuture<>();
    AtomicInteger seen = new AtomicInteger();
    HactlRun run =
        control.start(
            text -> {
              System.out.println("  | " + text);
              if (text.contains(line) && seen.incrementAndGet() == times) {
                strike.at(started.join());
              }
            },
            Map.of(),
            "apply",
            "--forks",
            "1",
            "--confirm-within",
            CONFIRM_WITHIN.toSeconds() + "s",
            site);
    started.complete(run);
    return run;
  }

  private static String site(ScenarioLab lab, String name) throws IOException {
    return SiteEdit.of(lab)
        .with("scheduler: rr", "scheduler: wrr")
        .with(
            "/var/www/html/index.html: {",
            "/root/site: {content: %s}, /var/www/html/index.html: {".formatted(name))
        .as("site-" + name);
  }

  private static Held held(ScenarioLab lab) {
    return new Held(
        scheduler(lab, "lvs1"), scheduler(lab, "lvs2"), file(lab, "web1"), file(lab, "web2"));
  }

  private static String scheduler(ScenarioLab lab, String director) {
    return lab.read(director, "ipvsadm -Ln").contains("TCP  " + VIP + ":80 wrr") ? "B" : "A";
  }

  private static String file(ScenarioLab lab, String web) {
    return lab.read(web, "cat /root/site 2>/dev/null || echo A");
  }
}
