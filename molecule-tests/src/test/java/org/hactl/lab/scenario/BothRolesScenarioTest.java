package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.util.List;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two machines that are both directors and real servers of one service: only the master balances
 * and answers ARP for the VIP, and no packet goes back and forth between them.
 */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BothRolesScenarioTest {
  private static final List<String> DIRECTORS = List.of("lvs1", "lvs2");

  /** Requests that are open while the role moves: the new master does not know them. */
  private static final int OPEN_AT_A_FAILOVER = 3;

  @AfterAll
  static void asBefore(ScenarioLab lab) {
    lab.converge(); // boots the host that is off
  }

  @Test
  @Order(1)
  void onlyTheMasterBalances(ScenarioLab lab) {
    lab.converge();
    // The gate wants each real server healthy before it counts, so the directors get nginx first.
    assertThat(lab.hactl("apply", withNginx(lab).as("nginx-everywhere")).exit()).isZero();

    ExecResult apply = lab.hactl("apply", site(lab));

    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    lab.awaitPages("lvs1", "lvs2");
    isMaster(lab, "lvs1", "lvs2");
    assertThat(lab.hactl("apply", site(lab), "--check").out()).contains("changed=0");
    assertThat(lab.hactl("status", "--limit", "lvs2").out())
        .contains("not in IPVS until master of VI_1")
        .contains("waits");
    assertThat(lab.hactl("explain", VIP + ":80", "--site", site(lab)).exit()).isZero();
  }

  @Test
  @Order(2)
  void theRoleGoesToAndFroByHand(ScenarioLab lab) {
    VipWatch wire = VipWatch.begin(lab, DIRECTORS);
    ClientWatch watch = ClientWatch.begin(lab);

    assertThat(lab.hactl("failover", "VI_1", "--to", "lvs2").exit()).isZero();
    eventually("lvs2 balances", () -> isMaster(lab, "lvs2", "lvs1"));
    lab.awaitPages("lvs1", "lvs2");
    assertThat(lab.hactl("failover", "VI_1", "--to", "lvs1").exit()).isZero();
    eventually("lvs1 balances", () -> isMaster(lab, "lvs1", "lvs2"));
    lab.awaitPages("lvs1", "lvs2");

    assertThat(watch.end().lost()).hasSizeLessThanOrEqualTo(2 * OPEN_AT_A_FAILOVER);
    VipWatch.Seen seen = wire.end();
    assertThat(seen.holders()).containsExactly("lvs1", "lvs2", "lvs1");
    assertThat(seen.round()).isEmpty();
  }

  @Test
  @Order(3)
  void theAgentOfTheMasterIsStopped(ScenarioLab lab) {
    VipWatch wire = VipWatch.begin(lab, DIRECTORS);
    ClientWatch watch = ClientWatch.begin(lab);

    lab.read("lvs1", "systemctl stop hactl-agent");
    eventually("lvs2 balances", () -> isMaster(lab, "lvs2", "lvs1"));
    lab.awaitPages("lvs1", "lvs2");
    lab.read("lvs1", "systemctl start hactl-agent");
    eventually("lvs1 balances", () -> isMaster(lab, "lvs1", "lvs2"));

    assertThat(watch.end().lost()).hasSizeLessThanOrEqualTo(2 * OPEN_AT_A_FAILOVER);
    VipWatch.Seen seen = wire.end();
    assertThat(seen.holders()).containsExactly("lvs1", "lvs2", "lvs1");
    assertThat(seen.round()).isEmpty();
  }

  @Test
  @Order(4)
  void thePowerOfTheMasterIsCut(ScenarioLab lab) {
    VipWatch wire = VipWatch.begin(lab, List.of("lvs2"));

    lab.hosts().powerOff("lvs1");

    eventually("lvs2 has the VIP", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    lab.awaitPages("lvs2");
    lab.hosts().start("lvs1");
    eventually("lvs1 balances", () -> isMaster(lab, "lvs1", "lvs2"));
    lab.awaitPages("lvs1", "lvs2");
    VipWatch.Seen seen = wire.end();
    assertThat(seen.holders()).containsExactly("lvs1", "lvs2", "lvs1");
    assertThat(seen.round()).isEmpty();
  }

  private static void isMaster(ScenarioLab lab, String master, String backup) {
    assertThat(lab.holdsVip(master)).isTrue();
    assertThat(lab.holdsVip(backup)).isFalse();
    assertThat(onLoopback(lab, master)).isFalse();
    assertThat(onLoopback(lab, backup)).isTrue();
    assertThat(lab.read(master, "ipvsadm -Ln"))
        .contains("192.168.0.14:80")
        .contains("192.168.0.16:80");
    assertThat(lab.read(backup, "ipvsadm -Ln")).doesNotContain(VIP);
    for (String host : DIRECTORS) {
      assertThat(lab.read(host, "sysctl -n net.ipv4.conf.all.arp_ignore")).isEqualTo("1");
      assertThat(lab.read(host, "sysctl -n net.ipv4.conf.all.arp_announce")).isEqualTo("2");
    }
  }

  private static boolean onLoopback(ScenarioLab lab, String host) {
    return lab.read(host, "ip -o address show dev lo").contains(" " + VIP + "/");
  }

  private static SiteEdit withNginx(ScenarioLab lab) {
    return SiteEdit.of(lab).with("\n  webs:", "\n  all:");
  }

  private static String site(ScenarioLab lab) {
    return withNginx(lab)
        .with("real_servers: webs ", "real_servers: [lvs1, lvs2] ")
        .as("both-roles");
  }
}
