package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.KilledApply.OLD;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A director loses its power in each phase of an apply: the other hosts go back, unless it was the
 * only one that was not confirmed yet, and the next apply finishes it.
 */
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PowerCutScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void whileItApplies(ScenarioLab lab) {
    cut(lab, lab.control(), "wave 2 of 3", 3, OLD);
  }

  @Test
  @Order(3)
  void whileItWaitsForTheMaster(ScenarioLab lab) {
    cut(lab, lab.control(), "wave 3 of 3", 3, OLD);
  }

  @Test
  @Order(4)
  void whenItIsToBeConfirmed(ScenarioLab lab) {
    cut(lab, lab.control(), "lvs2: confirming", 4, List.of("wrr", "rr", "wrr", "wrr"));
  }

  @Test
  @Order(5)
  void whileItGetsAnotherAgent(ScenarioLab lab, @TempDir Path folder) throws IOException {
    ControlNode other = lab.control().with(OtherBuild.sound(folder));
    cut(lab, other, "lvs2: sending the agent", 4, List.of("wrr", "rr", "wrr", "wrr"));
  }

  /**
   * Cuts the power of lvs2 at a line of an apply.
   *
   * @param exit of that apply
   * @param then what the hosts have when lvs2 is back
   */
  private static void cut(
      ScenarioLab lab, ControlNode control, String line, int exit, List<String> then) {
    MarkedSite marked = new MarkedSite(lab);
    String site = marked.with("wrr");
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult result =
        new BrokenApply(control, site, line, 1).run(_ -> lab.hosts().powerOff("lvs2"));
    System.out.println("  = status " + result.exit());
    var _ = lab.hactl("status");
    lab.hosts().start("lvs2");

    eventually("lvs2 is as before", () -> assertThat(marked.held()).isEqualTo(then));
    assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
    var _ = lab.hactl("status");
    assertThat(lab.hactl("apply", site).exit()).isZero();
    assertThat(marked.held()).containsOnly("wrr");
    assertThat(lab.hactl("status").exit()).isZero();
    assertThat(watch.end().lost()).isEmpty();
    lab.converge();
    assertThat(marked.held()).isEqualTo(OLD);
  }
}
