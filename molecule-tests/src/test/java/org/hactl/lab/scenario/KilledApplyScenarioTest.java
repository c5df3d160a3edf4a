package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.KilledApply.KILLED;
import static org.hactl.lab.scenario.KilledApply.NEW;
import static org.hactl.lab.scenario.KilledApply.OLD;

import java.io.IOException;
import java.nio.file.Path;
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
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledApplyScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(3)
  void afterTheRealServersApplied(ScenarioLab lab) {
    KilledApply.at(lab, lab.control(), "wave 2 of 3", 1, OLD);
  }

  @Test
  @Order(4)
  void inTheGate(ScenarioLab lab) {
    KilledApply.at(lab, lab.control(), ": coming back over a new connection", 4, OLD);
  }

  @Test
  @Order(7)
  void theNextApplyNeedNotWait(ScenarioLab lab) {
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

  /** Each host knows by then that the site stays. */
  @Test
  @Order(5)
  void betweenTwoConfirmations(ScenarioLab lab) {
    KilledApply.at(lab, lab.control(), ": confirming", 3, NEW);
  }

  @Test
  @Order(6)
  void whileItSendsAnotherAgent(ScenarioLab lab, @TempDir Path folder) throws IOException {
    KilledApply.at(
        lab, lab.control().with(OtherBuild.sound(folder)), ": sending the agent", 2, OLD);
  }
}
