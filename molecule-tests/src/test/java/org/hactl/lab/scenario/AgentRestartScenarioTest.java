package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The agent of the master is replaced by another process, and neither client nor backup see it. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentRestartScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void aRestartIsNoFailover(ScenarioLab lab) {
    String process = process(lab);
    String transitions = transitions(lab);
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult restart = lab.hactl("agent", "restart", "lvs1");

    assertThat(restart.exit()).as(restart.out() + restart.err()).isZero();
    assertThat(restart.out()).isEqualTo("lvs1  restarted; the new process took its roles over\n");
    isUnseen(lab, watch, transitions);
    assertThat(process(lab)).isNotEqualTo(process);
  }

  @Test
  @Order(3)
  void anApplyOfAnotherBuildIsNoFailover(ScenarioLab lab, @TempDir Path folder) throws IOException {
    ControlNode other = lab.control().with(OtherBuild.sound(folder));
    String process = process(lab);
    String transitions = transitions(lab);
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult apply = ScenarioLab.hactl(other, "apply", "playbooks/site.yml");

    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    assertThat(apply.out()).contains("RECAP");
    isUnseen(lab, watch, transitions);
    assertThat(process(lab)).isNotEqualTo(process);
    assertThat(lab.hactl("status").out()).contains("agent 0.1.0+" + OtherBuild.COMMIT);
  }

  private static void isUnseen(ScenarioLab lab, ClientWatch watch, String transitions) {
    ClientWatch.Seen seen = watch.end();
    assertThat(seen.lost()).isEmpty();
    assertThat(seen.senders()).containsExactly("192.168.0.14");
    assertThat(transitions(lab)).isEqualTo(transitions);
    assertThat(lab.holdsVip("lvs1")).isTrue();
    assertThat(lab.holdsVip("lvs2")).isFalse();
  }

  private static String process(ScenarioLab lab) {
    return lab.read("lvs1", "systemctl show -p MainPID hactl-agent");
  }

  private static String transitions(ScenarioLab lab) {
    String command = "journalctl -qu hactl-agent -o cat --grep=transition; true";
    return lab.read("lvs1", command) + "\n" + lab.read("lvs2", command);
  }
}
