package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An operator drains a web server and puts a director into maintenance: no request is lost, and
 * only the operator ends it.
 */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DrainScenarioTest {
  private static final String WEB1_DRAINED = "192\\.168\\.0\\.18:80 +Route +0 ";

  /** What a test that failed has left must not stop the scenarios after it. */
  @AfterAll
  static void nothingIsHeld(ScenarioLab lab) {
    for (String web : new String[] {"web1", "web2"}) {
      var _ = lab.hactl("undrain", web);
    }
    var _ = lab.hactl("maintenance", "lvs1", "off");
  }

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
    new Downloads(lab).offer();
  }

  @Test
  @Order(2)
  void aDrainedWebServerFinishesItsDownloadsAndGetsNoNewConnection(ScenarioLab lab) {
    Downloads downloads = new Downloads(lab);
    downloads.begin();
    eventually(
        "web1 serves a download",
        () ->
            assertThat(lab.read("lvs1", "ipvsadm -Ln"))
                .as(lab.read("client", "ls -l /tmp; cat /tmp/large*.out"))
                .containsPattern("192\\.168\\.0\\.18:80 +Route +1 +[1-9]"));
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult drain = lab.hactl("drain", "web1", "--reason", "new kernel", "--max", "3m");

    assertThat(drain.exit()).as(drain.out() + drain.err()).isZero();
    assertThat(drain.out())
        .contains("web1 is drained on lvs1, lvs2")
        .containsPattern("web1: [1-9]\\d* active, \\d+ inactive connections\n")
        .containsPattern("web1: 0 active, \\d+ inactive connections after");
    isDrained(lab);
    assertThat(watch.end().lost()).isEmpty();
    downloads.await();
    assertThat(lab.pages(6)).containsOnly("web2");
  }

  @Test
  @Order(3)
  void itStaysDrainedWhateverHappens(ScenarioLab lab) {
    lab.apply();
    isDrained(lab);

    lab.read("lvs1", "ipvsadm -e -t %s:80 -r 192.168.0.18:80 -g -w 3".formatted(VIP));
    eventually("the weight is 0 again", () -> isDrained(lab));

    lab.read("lvs2", "systemctl restart hactl-agent");
    lab.read("lvs1", "systemctl stop hactl-agent");
    eventually("lvs2 is master", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    isDrained(lab);
    assertThat(lab.pages(4)).containsOnly("web2");
    lab.read("lvs1", "systemctl start hactl-agent");
    eventually("lvs1 is master again", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    isDrained(lab);
  }

  @Test
  @Order(4)
  void theOperatorSeesItAndEndsIt(ScenarioLab lab) {
    ExecResult refused = lab.hactl("drain", "web2");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("service web would be left with no healthy real server");
    assertThat(lab.hactl("status").out()).contains("drained by", "new kernel");
    assertThat(lab.hactl("holds").out()).containsPattern("drain web1 .* new kernel +lvs1, lvs2");
    assertThat(lab.hactl("history", "lvs1").out()).contains("held", "drain web1: new kernel");

    ClientWatch watch = ClientWatch.begin(lab);
    assertThat(lab.hactl("undrain", "web1").exit()).isZero();
    lab.awaitPages("web1", "web2");
    assertThat(watch.end().lost()).isEmpty();
    assertThat(lab.hactl("holds").out()).contains("Nothing is held.");
  }

  @Test
  @Order(5)
  void aDirectorInMaintenanceTakesNoRole(ScenarioLab lab) {
    ClientWatch watch = ClientWatch.begin(lab);
    ExecResult on = lab.hactl("maintenance", "lvs1", "on", "--reason", "new memory");
    assertThat(on.exit()).as(on.out() + on.err()).isZero();
    assertThat(on.out()).contains("VI_1: master lvs2");
    eventually("lvs2 is master", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    assertThat(lab.holdsVip("lvs1")).isFalse();
    assertThat(watch.end().lost()).isEmpty();

    ExecResult refused = lab.hactl("maintenance", "lvs2", "on");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("virtual router VI_1 would be left without a director");

    lab.read("lvs1", "systemctl restart hactl-agent");
    ExecResult apply = lab.hactl("apply", "playbooks/site.yml");
    assertThat(apply.exit()).isZero();
    assertThat(apply.out()).contains("HELD maintenance of lvs1 by");
    assertThat(lab.holdsVip("lvs1")).isFalse();
    assertThat(lab.hactl("status", "--limit", "lvs1").out())
        .contains("in maintenance by", "new memory");

    assertThat(lab.hactl("maintenance", "lvs1", "off").exit()).isZero();
    eventually("lvs1 is master again", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    lab.awaitPages("web1", "web2");
    new Downloads(lab).withdraw();
  }

  private static void isDrained(ScenarioLab lab) {
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln")).containsPattern(WEB1_DRAINED);
    }
  }
}
