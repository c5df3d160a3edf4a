package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** With connection sync an open download survives the power cut of its director. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectionSyncScenarioTest {
  @AfterAll
  static void asBefore(ScenarioLab lab) {
    lab.converge(); // boots the host that is off
  }

  @Test
  @Order(1)
  void bothDirectorsSendAndReceive(ScenarioLab lab) {
    lab.converge();
    String site =
        SiteEdit.of(lab).with("services:\n", "ipvs: {sync: true}\n\nservices:\n").as("sync");

    ExecResult apply = lab.hactl("apply", site);

    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -L --daemon"))
          .contains("master sync daemon (mcast=eth0, syncid=51")
          .contains("backup sync daemon (mcast=eth0, syncid=51");
      assertThat(lab.read(director, "sysctl -n net.ipv4.vs.sloppy_tcp")).isEqualTo("1");
    }
    assertThat(lab.hactl("apply", site, "--check").out()).contains("changed=0");
  }

  @Test
  @Order(2)
  void aDownloadSurvivesThePowerCutOfTheMaster(ScenarioLab lab) {
    Downloads downloads = new Downloads(lab);
    downloads.offer();
    downloads.begin();
    eventually(
        "lvs2 has the connections",
        () ->
            assertThat(lab.read("lvs2", "ipvsadm -Lnc"))
                .containsPattern("ESTABLISHED .*192.168.0.18:80")
                .containsPattern("ESTABLISHED .*192.168.0.20:80"));
    assertThat(lab.hactl("status", "--limit", "lvs1").out())
        .containsPattern("connection sync eth0 id 51: sent [1-9]\\d* messages");
    assertThat(lab.hactl("status", "--limit", "lvs2").out())
        .containsPattern("connection sync eth0 id 51: .*received [1-9]\\d* messages");

    lab.hosts().powerOff("lvs1");

    eventually("lvs2 has the VIP", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    downloads.await();
    downloads.withdraw();
  }

  @Test
  @Order(3)
  void aThreadThatIsStoppedByHandIsStartedAgain(ScenarioLab lab) {
    lab.read("lvs2", "ipvsadm --stop-daemon backup");
    eventually(
        "it runs again",
        () -> assertThat(lab.read("lvs2", "ipvsadm -L --daemon")).contains("backup sync daemon"));
    assertThat(lab.hactl("drift", "--limit", "lvs2").out()).contains("connection-sync[receiver]");
  }
}
