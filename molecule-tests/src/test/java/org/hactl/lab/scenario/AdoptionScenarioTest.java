package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HactlRun;
import org.hactl.lab.HostSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A pair that runs keepalived with its virtual servers under systemd moves to hactl, one director
 * at a time, and no client sees it.
 */
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptionScenarioTest {
  private static final String SECOND_VIP = "192.168.0.253";

  @AfterAll
  static void theArticlesSiteIsBack(ScenarioLab lab) {
    purge(lab);
    var _ = lab.hactl("failover", "VI_1", "--to", "lvs1");
    lab.converge();
  }

  @Test
  @Order(1)
  void aPairRunsKeepalived(ScenarioLab lab) throws IOException {
    for (HostSpec host : lab.hosts().hosts()) {
      lab.hosts().start(host.name());
      lab.hosts().heal(host.name());
    }
    purge(lab);
    ExecResult removed = lab.hactl("agent", "remove", "directors", "--yes", "--force");
    assertThat(removed.exit()).as(removed.out() + removed.err()).isZero();
    ExecResult webs = lab.hactl("apply", "--limit", "webs");
    assertThat(webs.exit()).as(webs.out() + webs.err()).isZero();
    for (String director : new String[] {"lvs1", "lvs2"}) {
      configure(lab, director, "");
      lab.read(
          director,
          "apt-get -qq update >/dev/null 2>&1; DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Options::=--force-confold"
              + " install -y keepalived >/dev/null 2>&1; systemctl enable --now keepalived");
    }
    eventually("lvs1 is master", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    eventually("lvs2 is not", () -> assertThat(lab.holdsVip("lvs2")).isFalse());
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(2)
  void applyLeavesItAloneAndCheckTellsWhatWouldChange(ScenarioLab lab) {
    ExecResult check = lab.hactl("adopt", "lvs1", "--check");
    assertThat(check.exit()).as(check.out() + check.err()).isZero();
    assertThat(check.out())
        .contains("keepalived runs VI_1 (VRID 51 on eth0, priority 100): 192.168.0.254")
        .contains("keepalived serves 192.168.0.254:80/tcp (rr, dr)");
    ExecResult refused = lab.hactl("apply", "--limit", "lvs1");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.out()).contains("keepalived runs there and speaks for VI_1");
    assertThat(lab.read("lvs1", "systemctl is-active keepalived")).isEqualTo("active");
  }

  /** The control node dies between the takeover and the confirmation. */
  @Test
  @Order(3)
  void anUnconfirmedAdoptionGoesBack(ScenarioLab lab) {
    ClientWatch watch = ClientWatch.begin(lab);
    HactlRun adopt =
        lab.control()
            .start(line -> System.out.println("  | " + line), Map.of(), "adopt", "lvs1", "--yes");
    Awaitility.await("keepalived is taken over")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            !lab.hosts().sh("lvs1", "systemctl is-active keepalived").text().equals("active"));
    adopt.kill();

    Awaitility.await("keepalived is back")
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> lab.hosts().sh("lvs1", "systemctl is-active keepalived").text().equals("active"));
    assertThat(lab.read("lvs1", "systemctl is-enabled keepalived")).isEqualTo("enabled");
    eventually("lvs1 is master again", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    eventually("lvs2 is not", () -> assertThat(lab.holdsVip("lvs2")).isFalse());
    assertThat(lab.hactl("status", "--limit", "lvs1").out()).doesNotContain("vrrp VI_1");
    lab.awaitPages("web1", "web2");
    System.out.println(
        lab.read(
            "lvs1", "journalctl -qu hactl-agent -u keepalived -b -o short-precise | tail -60"));
    System.out.println(lab.hactl("history", "lvs1").out());
    assertThat(watch.end().lost()).isEmpty();
  }

  @Test
  @Order(4)
  void theMasterIsAdopted(ScenarioLab lab) {
    String peer = transitions(lab, "lvs2");
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult adopt = lab.hactl("adopt", "lvs1", "--yes");

    assertThat(adopt.exit()).as(adopt.out() + adopt.err()).isZero();
    ClientWatch.Seen seen = watch.end();
    assertThat(seen.lost()).isEmpty();
    assertThat(seen.senders()).containsExactly("192.168.0.14");
    assertThat(transitions(lab, "lvs2")).isEqualTo(peer);
    isOurs(lab, "lvs1");
    assertThat(lab.holdsVip("lvs1")).isTrue();
    System.out.println(lab.read("lvs1", "ipvsadm -Ln"));
  }

  @Test
  @Order(5)
  void aVipComesOnTheMixedPair(ScenarioLab lab) throws IOException {
    String advertised =
        SiteEdit.of(lab).with("[192.168.0.254]", "[192.168.0.254, 192.168.0.253]").as("two");
    ExecResult plan = lab.hactl("plan", "--limit", "lvs1", advertised);
    assertThat(plan.out())
        .contains("VI_1 is advertised with the old and the new VIPs until 15 minutes after");
    String peer = transitions(lab, "lvs2");
    ClientWatch watch = ClientWatch.begin(lab);

    configure(lab, "lvs2", "virtual_ipaddress_excluded {\\n " + SECOND_VIP + "\\n}");
    lab.read("lvs2", "systemctl reload keepalived");
    ExecResult apply = lab.hactl("apply", "--limit", "lvs1", withExcluded(lab));

    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    eventually("lvs1 has it", () -> assertThat(lab.holds("lvs1", SECOND_VIP)).isTrue());
    assertThat(lab.read("client", "ping -c 1 -W 2 " + SECOND_VIP)).contains(" 0% packet loss");
    ClientWatch.Seen seen = watch.end();
    assertThat(seen.lost()).isEmpty();
    assertThat(seen.senders()).containsExactly("192.168.0.14");
    assertThat(transitions(lab, "lvs2")).isEqualTo(peer);
  }

  @Test
  @Order(6)
  void theBackupIsAdopted(ScenarioLab lab) {
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult adopt = lab.hactl("adopt", "lvs2", withExcluded(lab), "--yes");

    assertThat(adopt.exit()).as(adopt.out() + adopt.err()).isZero();
    ClientWatch.Seen seen = watch.end();
    assertThat(seen.lost()).isEmpty();
    assertThat(seen.senders()).containsExactly("192.168.0.14");
    isOurs(lab, "lvs2");
    ExecResult apply = lab.hactl("apply", withExcluded(lab));
    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    ExecResult status = lab.hactl("status");
    assertThat(status.exit()).as(status.out()).isZero();
    ExecResult failover = lab.hactl("failover", "VI_1");
    assertThat(failover.exit()).as(failover.out() + failover.err()).isZero();
    eventually(
        "lvs2 has both",
        () -> assertThat(lab.read("lvs2", "ip -o address show")).contains(VIP, SECOND_VIP));
  }

  /** Also what an earlier run has left that was cut off. */
  private static void purge(ScenarioLab lab) {
    for (String director : new String[] {"lvs1", "lvs2"}) {
      lab.read(
          director,
          "DEBIAN_FRONTEND=noninteractive apt-get -qq purge -y keepalived >/dev/null 2>&1; true");
    }
  }

  private static String withExcluded(ScenarioLab lab) {
    return SiteEdit.of(lab)
        .with(
            "addresses: [192.168.0.254]",
            "addresses: [192.168.0.254]\n    excluded_addresses: [%s]".formatted(SECOND_VIP))
        .as("excluded");
  }

  private static void configure(ScenarioLab lab, String director, String excluded)
      throws IOException {
    String text =
        Files.readString(
            ControlNode.repository().resolve("molecule-tests/adoption/keepalived.conf"));
    String priority = director.equals("lvs1") ? "100" : "90";
    lab.read(
        director,
        "mkdir -p /etc/keepalived; printf '%s' >/etc/keepalived/keepalived.conf"
            .formatted(text.replace("PRIORITY", priority).replace("EXCLUDED", excluded)));
  }

  private static void isOurs(ScenarioLab lab, String director) {
    assertThat(
            lab.hosts()
                .sh(director, "systemctl is-active keepalived; systemctl is-enabled keepalived")
                .text())
        .isEqualTo("inactive\ndisabled");
    assertThat(lab.read(director, "pgrep -c keepalived; true")).isEqualTo("0");
    assertThat(lab.read(director, "ipvsadm -Ln"))
        .containsPattern("192\\.168\\.0\\.18:80 +Route +1 ")
        .containsPattern("192\\.168\\.0\\.20:80 +Route +1 ");
  }

  private static String transitions(ScenarioLab lab, String director) {
    return lab.read(director, "journalctl -qu keepalived -o cat --grep=Entering; true");
  }
}
