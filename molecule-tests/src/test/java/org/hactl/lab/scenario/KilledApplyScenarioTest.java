package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.BrokenApply.CONFIRM_WITHIN;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * The control node is killed in each phase of an apply: then the hosts go back by themselves, and
 * the next apply finishes it.
 */
@Tag("lab")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledApplyScenarioTest {
  private static final int KILLED = 128 + 9;
  private static final List<String> OLD = List.of("rr", "rr", "rr", "rr");
  private static final List<String> NEW = List.of("wrr", "wrr", "wrr", "wrr");

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void whileTheMasterApplies(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), "wave 3 of 3", 1, OLD);
  }

  @Test
  @Order(3)
  @Tag("nightly")
  void afterTheRealServersApplied(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), "wave 2 of 3", 1, OLD);
  }

  @Test
  @Order(4)
  @Tag("nightly")
  void inTheGate(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), ": coming back over a new connection", 4, OLD);
  }

  @Test
  @Order(7)
  @Tag("nightly")
  void theNextApplyNeedNotWait(ScenarioLab lab) throws IOException {
    MarkedSite marked = new MarkedSite(lab);
    String site = marked.with("wrr");
    ExecResult killed =
        new BrokenApply(lab.control(), site, ": coming back over a new connection", 1)
            .run(HactlRun::kill);
    assertThat(killed.exit()).isEqualTo(KILLED);
    ExecResult next = lab.hactl("apply", site);
    assertThat(next.exit()).as(next.out() + next.err()).isZero();
    assertThat(marked.held()).isEqualTo(NEW);
    assertThat(lab.hactl("status").exit()).isZero();
    lab.converge();
  }

  /** No run can confirm hosts at one moment: those that were not confirmed are named. */
  @Test
  @Order(5)
  @Tag("nightly")
  void betweenTwoConfirmations(ScenarioLab lab) throws IOException {
    killed(lab, lab.control(), ": confirming", 3, List.of("rr", "rr", "wrr", "wrr"));
  }

  @Test
  @Order(6)
  @Tag("nightly")
  void whileItSendsAnotherAgent(ScenarioLab lab, @TempDir Path folder) throws IOException {
    killed(lab, lab.control().with(OtherBuild.sound(folder)), ": sending the agent", 2, OLD);
  }

  /**
   * Kills an apply at the so-many-th line with a text.
   *
   * @param then what the hosts have when the time for the confirmation is over
   */
  private static void killed(
      ScenarioLab lab, ControlNode control, String line, int times, List<String> then)
      throws IOException {
    MarkedSite marked = new MarkedSite(lab);
    String site = marked.with("wrr");
    ClientTraffic traffic = new ClientTraffic(lab);
    traffic.begin();

    ExecResult killed = new BrokenApply(control, site, line, times).run(HactlRun::kill);
    assertThat(killed.exit()).isEqualTo(KILLED);
    System.out.println("  killed: " + marked.held());
    var _ = lab.hactl("status");
    Awaitility.await("no host waits")
        .atMost(CONFIRM_WITHIN.plusSeconds(15))
        .untilAsserted(
            () -> assertThat(lab.hactl("status").out()).doesNotContain("waits for confirmation"));
    assertThat(marked.held()).isEqualTo(then);
    if (!then.equals(OLD)) {
      assertThat(lab.hactl("status").out()).contains("SITE ERROR: lvs1, lvs2 hold serial");
    }

    ExecResult next =
        control
            .start(text -> System.out.println("  | " + text), Map.of(), "apply", site)
            .await(Duration.ofMinutes(5));
    assertThat(next.exit()).as(next.out() + next.err()).isZero();
    assertThat(marked.held()).isEqualTo(NEW);
    assertThat(lab.hactl("status").exit()).isZero();
    ClientTraffic.Loop loop = traffic.end();
    System.out.println("  = " + loop);
    assertThat(loop.errors()).as("of %d requests", loop.asked()).isEmpty();
    lab.converge();
    assertThat(marked.held()).isEqualTo(OLD);
  }
}
