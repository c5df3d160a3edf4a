package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The agent is killed, and a director loses power: neither loses a confirmed generation. */
@Tag("lab")
@Order(4)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void aKilledAgentComesBackWithItsGeneration(ScenarioLab lab) {
    String killed = lab.read("lvs1", "systemctl show -p MainPID --value hactl-agent");
    lab.read("lvs1", "kill -9 " + killed);

    eventually(
        "another agent runs",
        () ->
            assertThat(lab.read("lvs1", "systemctl show -p MainPID --value hactl-agent"))
                .isNotIn("0", killed));
    eventually("lvs1 is master", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    lab.awaitPages("web1", "web2");
    assertThat(lab.apply().changed()).isZero();
  }

  @Test
  @Order(3)
  void aWebServersAgentThatIsKilledDoesNotDisturbItsService(ScenarioLab lab) {
    lab.read("web1", "kill -9 $(systemctl show -p MainPID --value hactl-agent)");

    assertThat(lab.pages(4)).contains("web1", "web2");
    assertThat(lab.apply().changed()).isZero();
  }

  @Test
  @Order(4)
  void aDirectorThatLosesItsPowerIsReplacedAndRestoresItself(ScenarioLab lab) {
    lab.hosts().powerOff("lvs1");
    eventually("lvs2 takes over", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    lab.awaitPages("web1", "web2");

    lab.hosts().start("lvs1");

    eventually("lvs1 is master again", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    eventually("lvs2 has given the VIP up", () -> assertThat(lab.holdsVip("lvs2")).isFalse());
    lab.awaitPages("web1", "web2");
    assertThat(lab.apply().changed()).isZero();
  }

  @Test
  @Order(5)
  void aWebServerThatLosesItsPowerComesBackReady(ScenarioLab lab) {
    lab.hosts().powerOff("web2");
    eventually(
        "web2 is out",
        () -> assertThat(lab.read("lvs1", "ipvsadm -Ln")).doesNotContain("192.168.0.20:80"));

    lab.hosts().start("web2");

    lab.awaitPages("web1", "web2");
    assertThat(lab.read("web2", "sysctl -n net.ipv4.conf.all.arp_ignore")).isEqualTo("1");
  }
}
