package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.Recap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A site with the features of the engine that the article's site does not use, on hosts with
 * kernels of their own.
 */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VrrpScenarioTest {
  private static final String SITE = site("site.yml");

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    apply(lab, SITE);

    eventually("lvs1 holds all", () -> assertThat(addresses(lab, "lvs1")).contains(all()));
    eventually("lvs2 has none", () -> assertThat(addresses(lab, "lvs2")).doesNotContain(all()));
    assertThat(lab.read("lvs1", "ip -d link show vrrp.51"))
        .contains("00:00:5e:00:01:33", "macvlan mode bridge");
    assertThat(lab.read("lvs1", "ip rule; ip route show table 100"))
        .contains("1000:\tfrom 192.168.0.254 lookup 100", "10.99.0.0/16 via 192.168.0.12");
    assertThat(lab.read("lvs2", "ip rule; ip -o link show"))
        .doesNotContain("192.168.0.254")
        .contains("vrrp.51");
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(2)
  void idempotence(ScenarioLab lab) {
    assertThat(apply(lab, SITE).changed()).isZero();
  }

  @Test
  @Order(3)
  void statusAndMetricsShowIt(ScenarioLab lab) {
    eventually(
        "the BFD session is up",
        () ->
            assertThat(lab.hactl("status", "--limit", "lvs1").out())
                .contains("outside", "inside", "both", "gate", "bfd between  up"));
    assertThat(lab.read("lvs1", "curl -s http://127.0.0.1:9650/metrics"))
        .contains("hactl_vrrp_state{");
  }

  @Test
  @Order(4)
  void whatTheGroupTracksMovesAllOfItAndTellsOfIt(ScenarioLab lab) {
    lab.read("lvs2", "rm -f /run/transitions");
    lab.read("lvs1", "echo -254 >/run/gate");

    eventually("lvs2 holds all", () -> assertThat(addresses(lab, "lvs2")).contains(all()));
    eventually("lvs1 has none", () -> assertThat(addresses(lab, "lvs1")).doesNotContain(all()));
    eventually(
        "the command was told",
        () ->
            assertThat(lab.read("lvs2", "cat /run/transitions").lines().toList())
                .contains(
                    "INSTANCE outside MASTER 90",
                    "INSTANCE inside MASTER 90",
                    "GROUP both MASTER 0"));
    lab.awaitPages("web1", "web2");

    lab.read("lvs1", "echo 0 >/run/gate");
    eventually("lvs1 holds all again", () -> assertThat(addresses(lab, "lvs1")).contains(all()));
    eventually("lvs2 has none", () -> assertThat(addresses(lab, "lvs2")).doesNotContain(all()));
  }

  @Test
  @Order(5)
  void whatIsTakenAwayComesBackWithoutATransition(ScenarioLab lab) {
    String before = lab.read("lvs1", "wc -l </run/transitions");
    lab.read("lvs1", "ip addr del 192.168.0.254/32 dev vrrp.51; ip rule del priority 1000");
    eventually("all is back", () -> assertThat(addresses(lab, "lvs1")).contains(all()));
    eventually("the rule is back", () -> assertThat(lab.read("lvs1", "ip rule")).contains("1000:"));

    lab.read("lvs1", "ip link del vrrp.51");
    eventually("the link is back", () -> assertThat(addresses(lab, "lvs1")).contains(all()));
    assertThat(lab.read("lvs1", "wc -l </run/transitions")).isEqualTo(before);
    assertThat(addresses(lab, "lvs2")).doesNotContain(all());
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(6)
  void theSameInterfaceOfAnotherKindTakesItsPlace(ScenarioLab lab) {
    apply(lab, site("ipvlan.yml"));

    String vip = "192.168.0.254/";
    String v6 = "fd00::52/";
    for (String host : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(host, "ip -d link show vrrp.51; ip -d link show vrrp6.52"))
          .contains("ipvlan", "mode l2 bridge")
          .doesNotContain("macvlan");
    }
    eventually("lvs1 holds it", () -> assertThat(addresses(lab, "lvs1")).contains(vip, v6));
    lab.awaitPages("web1", "web2");

    lab.read("lvs1", "systemctl stop hactl-agent");
    eventually("lvs2 has it", () -> assertThat(addresses(lab, "lvs2")).contains(vip));
    lab.awaitPages("web1", "web2");
    lab.read("lvs1", "systemctl start hactl-agent");
    eventually("lvs1 has it again", () -> assertThat(addresses(lab, "lvs1")).contains(vip));
    assertThat(apply(lab, site("ipvlan.yml")).changed()).isZero();
  }

  @Test
  @Order(7)
  void whatLeavesTheSiteLeavesTheHosts(ScenarioLab lab) {
    lab.converge();

    for (String host : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(host, "ip -o link show; ip rule; ip -o addr show"))
          .doesNotContain("vrrp.51", "vrrp6.52")
          .doesNotContain("192.168.0.253")
          .doesNotContain("fd00::5")
          .doesNotContain("lookup 100");
    }
    lab.read("lvs1", "rm -f /run/gate /run/transitions");
    lab.read("lvs2", "rm -f /run/gate /run/transitions");
  }

  private static String[] all() {
    return new String[] {"192.168.0.254/", "192.168.0.253/", "fe80::52/", "fd00::52/", "fd00::51/"};
  }

  private static String addresses(ScenarioLab lab, String host) {
    return lab.read(host, "ip -o address show");
  }

  private static String site(String name) {
    return ControlNode.repository().resolve("molecule-tests/vrrp").resolve(name).toString();
  }

  private static Recap apply(ScenarioLab lab, String site) {
    ExecResult result = lab.hactl("apply", site);
    assertThat(result.exit()).as("hactl apply said: %s%s", result.out(), result.err()).isZero();
    return Recap.parse(result.out());
  }
}
