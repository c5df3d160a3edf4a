package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The agent repairs and journals drift made by hand, and the repair causes no failover. */
@Tag("lab")
@Order(3)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriftScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void aVipThatIsDeletedComesBackWithoutAFailover(ScenarioLab lab) {
    lab.read("lvs1", "ip address delete " + VIP + "/32 dev eth0");

    eventually("the VIP is back", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    assertThat(lab.holdsVip("lvs2")).isFalse();
    journalTells(lab, VIP);
  }

  @Test
  @Order(3)
  void aRealServerThatIsDeletedComesBack(ScenarioLab lab) {
    lab.read("lvs1", "ipvsadm -d -t " + VIP + ":80 -r 192.168.0.18:80");

    eventually(
        "web1 is back",
        () -> assertThat(lab.read("lvs1", "ipvsadm -Ln")).contains("192.168.0.18:80"));
    journalTells(lab, "192.168.0.18");
  }

  @Test
  @Order(4)
  void anIpvsTableThatIsFlushedComesBack(ScenarioLab lab) {
    lab.read("lvs1", "ipvsadm -C");

    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(5)
  void aSysctlThatIsChangedComesBack(ScenarioLab lab) {
    lab.read("web1", "sysctl -q -w net.ipv4.conf.all.arp_announce=0");

    eventually(
        "arp_announce is back",
        () ->
            assertThat(lab.read("web1", "sysctl -n net.ipv4.conf.all.arp_announce"))
                .isEqualTo("2"));
    journalTells(lab, "net.ipv4.conf.all.arp_announce");
  }

  @Test
  @Order(6)
  void afileThatIsEditedComesBack(ScenarioLab lab) {
    lab.read("web1", "echo defaced >/var/www/html/index.html");

    eventually(
        "the page is back",
        () -> assertThat(lab.read("web1", "cat /var/www/html/index.html")).isEqualTo("web1"));
  }

  @Test
  @Order(7)
  void whatOthersAddIsLeftAlone(ScenarioLab lab) {
    lab.read(
        "lvs1", "ip address add 192.168.0.77/32 dev eth0; ipvsadm -A -t 192.168.0.77:99 -s rr");
    try {
      assertThat(lab.apply().changed()).isZero();
      assertThat(lab.read("lvs1", "ip -o address show dev eth0; ipvsadm -Ln"))
          .contains("192.168.0.77/32")
          .contains("192.168.0.77:99");
    } finally {
      lab.read("lvs1", "ipvsadm -D -t 192.168.0.77:99; ip address delete 192.168.0.77/32 dev eth0");
    }
  }

  private static void journalTells(ScenarioLab lab, String what) {
    eventually(
        "hactl drift tells of " + what, () -> assertThat(lab.hactl("drift").out()).contains(what));
  }
}
