package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.Lab;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The agent of the master is replaced by another process, and neither client nor backup see it. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentRestartScenarioTest {
  private static final String OTHER_COMMIT = "feedfacecafe";

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

  /** Another build: the same agent with one more file in its jar, and another commit. */
  @Test
  @Order(3)
  void anApplyOfAnotherBuildIsNoFailover(ScenarioLab lab) throws IOException {
    Path other = lab.hosts().folder(Lab.CONTROL).resolve("other-build");
    lab.read(Lab.CONTROL, otherBuild(ControlNode.repository(), other));
    String process = process(lab);
    String transitions = transitions(lab);
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult apply =
        lab.hosts()
            .sh(
                Lab.CONTROL,
                "cd %s && %s/hactl apply playbooks/site.yml"
                    .formatted(lab.control().folder(), other));

    System.out.println(apply.out() + apply.err());
    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    assertThat(apply.out()).contains("RECAP");
    isUnseen(lab, watch, transitions);
    assertThat(process(lab)).isNotEqualTo(process);
    assertThat(lab.hactl("status").out()).contains("agent 0.1.0+" + OTHER_COMMIT);
    assertThat(Files.exists(other)).isTrue();
  }

  private static String otherBuild(Path repository, Path other) {
    return """
    set -e
    rm -rf %2$s; mkdir -p %2$s/.hactl/dist
    cp %1$s/hactl %2$s/hactl
    cp -RL %1$s/.hactl/dist/current %2$s/.hactl/dist/other
    ln -s other %2$s/.hactl/dist/current
    cd %2$s/.hactl/dist/other
    rm -f hactl.aot
    echo %3$s >commit
    jar=$(ls agent/hactl-agent*.jar)
    $(%1$s/hactl --java-home)/bin/jar --update --file "$jar" commit
    touch %2$s/.hactl/built
    """
        .formatted(repository, other, OTHER_COMMIT);
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
