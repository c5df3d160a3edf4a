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

/** The preferred master was off while the VIP was changed on all other hosts, and boots. */
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OlderSiteScenarioTest {
  private static final String NEW_VIP = "192.168.0.253";

  @AfterAll
  static void theArticlesSiteIsBack(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(1)
  void theVipChangesWhileLvs1IsOff(ScenarioLab lab) {
    lab.converge();
    lab.hosts().powerOff("lvs1");
    eventually("lvs2 is master", () -> assertThat(lab.holdsVip("lvs2")).isTrue());

    ExecResult apply = lab.hactl("apply", changed(lab));

    assertThat(apply.exit()).as(apply.out() + apply.err()).isEqualTo(4);
    assertThat(apply.out()).containsPattern("(?m)^UNREACHABLE lvs1");
    eventually("lvs2 has the new VIP", () -> assertThat(lab.holds("lvs2", NEW_VIP)).isTrue());
    assertThat(lab.holdsVip("lvs2")).isFalse();
  }

  @Test
  @Order(2)
  void itBootsAndDoesNotTakeOver(ScenarioLab lab) {
    ClientWatch watch = ClientWatch.begin(lab, NEW_VIP);

    lab.hosts().start("lvs1");

    eventually(
        "lvs1 is named",
        () -> {
          ExecResult status = lab.hactl("status");
          assertThat(status.out()).contains("SITE ERROR: lvs1 holds serial ");
          assertThat(status.exit()).isEqualTo(6);
        });
    eventually(
        "lvs1 stands back",
        () ->
            assertThat(lab.hactl("status", "--limit", "lvs1").out())
                .contains("older site version"));
    assertThat(lab.read("lvs1", "journalctl -qu hactl-agent -b -o cat"))
        .contains("from=INIT to=BACKUP")
        .doesNotContain("to=MASTER");
    assertThat(lab.holdsVip("lvs1")).isFalse();
    assertThat(lab.holds("lvs2", NEW_VIP)).isTrue();
    ClientWatch.Seen seen = watch.end();
    assertThat(seen.lost()).isEmpty();
    assertThat(seen.senders()).containsExactly("192.168.0.16");
  }

  @Test
  @Order(3)
  void theNextApplyFinishesIt(ScenarioLab lab) {
    ClientWatch watch = ClientWatch.begin(lab, NEW_VIP);

    ExecResult apply = lab.hactl("apply", changed(lab));

    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    assertThat(apply.out()).containsPattern("lvs1 holds serial \\d+ .*, and missed serial \\d+ ");
    eventually("lvs1 is master", () -> assertThat(lab.holds("lvs1", NEW_VIP)).isTrue());
    eventually("lvs2 is not", () -> assertThat(lab.holds("lvs2", NEW_VIP)).isFalse());
    assertThat(watch.end().lost()).isEmpty();
    assertThat(lab.read("lvs1", "ip -o address show; ipvsadm -Ln")).doesNotContain(VIP);
    ExecResult status = lab.hactl("status");
    assertThat(status.out()).contains("SITE SERVES").doesNotContain("SITE ERROR");
    assertThat(status.exit()).isZero();
  }

  private static String changed(ScenarioLab lab) {
    return SiteEdit.of(lab).with(VIP, NEW_VIP).as("other-vip");
  }
}
