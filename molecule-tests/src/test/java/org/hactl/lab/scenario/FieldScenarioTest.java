package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.Lab;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Situations that operators of load balancers have reported in public. */
@Tag("lab")
@Order(7)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FieldScenarioTest {
  private static final String SECOND_VIP = "10.5.0.254/";

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    for (String director : new String[] {"lvs1", "lvs2"}) {
      lab.read(
          director,
          "ip link add d1 type veth peer name d1p && ip link set d1 up && ip link set d1p up");
    }
    ExecResult result =
        lab.hactl(
            "apply", ControlNode.repository().resolve("molecule-tests/field/site.yml").toString());
    assertThat(result.exit()).as("hactl apply said: %s%s", result.out(), result.err()).isZero();

    eventually("lvs1 is master", () -> assertThat(addresses(lab, "lvs1")).contains(SECOND_VIP));
    eventually("lvs2 is not", () -> assertThat(addresses(lab, "lvs2")).doesNotContain(SECOND_VIP));
    lab.awaitPages("web1", "web2");
  }

  /** acassen/keepalived#1110, #2602. */
  @Test
  @Order(2)
  void aVipWhoseInterfaceLosesItsCarrierMovesTheRole(ScenarioLab lab) {
    lab.read("lvs1", "ip link set d1p down");

    eventually("lvs2 takes over", () -> assertThat(addresses(lab, "lvs2")).contains(SECOND_VIP));
    eventually("lvs1 gives up", () -> assertThat(lab.holdsVip("lvs1")).isFalse());
    assertThat(lab.hactl("status").out()).contains("FAULT", "d1");
    lab.awaitPages("web1", "web2");

    lab.read("lvs1", "ip link set d1p up");
    eventually("lvs1 is back", () -> assertThat(addresses(lab, "lvs1")).contains(SECOND_VIP));
    eventually("lvs2 gives up", () -> assertThat(lab.holdsVip("lvs2")).isFalse());
  }

  /** acassen/keepalived#442: the host's own address is renewed while the VIP is there. */
  @Test
  @Order(3)
  void aFailoverLeavesTheHostItsOwnAddress(ScenarioLab lab) {
    String own = "192.168.0.14/24";
    lab.read("lvs1", "ip addr del " + own + " dev eth0; ip addr add " + own + " brd + dev eth0");
    eventually("the VIP is there", () -> assertThat(lab.holdsVip("lvs1")).isTrue());

    lab.read("lvs1", "systemctl stop hactl-agent");

    assertThat(addresses(lab, "lvs1")).contains(own).doesNotContain(VIP + "/");
    lab.awaitPages("web1", "web2");
    lab.read("lvs1", "systemctl start hactl-agent");
    eventually("lvs1 is master again", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    eventually("lvs2 gives up", () -> assertThat(lab.holdsVip("lvs2")).isFalse());
    assertThat(addresses(lab, "lvs1")).contains(own);
  }

  /** acassen/keepalived#2370, #2649: VRRP is dropped on its way in both directions. */
  @Test
  @Order(4)
  void statusNamesTwoMastersThatDoNotHearEachOther(ScenarioLab lab) {
    Lab hosts = lab.hosts();
    hosts
        .sh(
            Lab.CONTROL,
            "nft 'add table bridge deaf; add chain bridge deaf forward { type filter hook forward"
                + " priority 0; }; add rule bridge deaf forward ether type ip ip protocol 112 drop'")
        .orThrow("drop VRRP between the directors");
    try {
      eventually("lvs2 is master, too", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
      eventually(
          "status tells of two masters",
          () -> {
            ExecResult status = lab.hactl("status");
            assertThat(status.out()).containsIgnoringCase("two masters").contains("lvs1", "lvs2");
            assertThat(status.exit()).isNotZero();
          });
    } finally {
      hosts.sh(Lab.CONTROL, "nft delete table bridge deaf").orThrow("let VRRP through again");
    }
    eventually("lvs2 gives up", () -> assertThat(lab.holdsVip("lvs2")).isFalse());
    eventually("all is well", () -> assertThat(lab.hactl("status").exit()).isZero());
  }

  /** quartz-scheduler/quartz#270, #410. */
  @Test
  @Order(5)
  void driftIsCorrectedAfterTheClockWasSetBack(ScenarioLab lab) {
    lab.read("lvs2", "date -s '-1 hour' && rm /root/managed");
    try {
      eventually(
          "the file is back", () -> assertThat(lab.read("lvs2", "ls /root")).contains("managed"));
    } finally {
      lab.read("lvs2", "date -s '+1 hour'");
    }
  }

  /**
   * geerlingguy/ansible-for-devops#458: the file is right again, but the service still uses what it
   * read before.
   */
  @Test
  @Order(6)
  void aServiceThatReadAForeignFileIsRestarted(ScenarioLab lab) {
    lab.read(
        "web1",
        "sed -i 's/listen 8080/listen 8081/' /etc/nginx/conf.d/more.conf; systemctl reload nginx");

    eventually(
        "nginx listens on 8080 again",
        () -> assertThat(lab.read("web1", "ss -Hltn")).contains(":8080").doesNotContain(":8081"));
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(7)
  void leavesTheHostsAsTheyWere(ScenarioLab lab) {
    lab.converge();

    for (String director : new String[] {"lvs1", "lvs2"}) {
      lab.read(director, "ip link del d1; rm -f /root/managed");
      assertThat(addresses(lab, director)).doesNotContain(SECOND_VIP);
    }
  }

  private static String addresses(ScenarioLab lab, String host) {
    return lab.read(host, "ip -o address show");
  }
}
