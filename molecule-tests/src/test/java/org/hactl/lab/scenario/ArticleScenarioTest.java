package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.hactl.lab.ExecResult;
import org.hactl.lab.Recap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The article's site, from hosts that have nothing but sshd to pages from both web servers. */
@Tag("lab")
@Order(1)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArticleScenarioTest {
  @Test
  @Order(1)
  void checkChangesNothing(ScenarioLab lab) {
    String before = disk(lab);

    ExecResult check = lab.hactl("apply", "playbooks/site.yml", "--check", "--diff");

    assertThat(check.exit()).as(check.err()).isZero();
    assertThat(disk(lab)).isEqualTo(before);
  }

  @Test
  @Order(2)
  void converge(ScenarioLab lab) {
    lab.converge();

    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln"))
          .contains("TCP  " + VIP + ":80 rr")
          .containsPattern("192\\.168\\.0\\.18:80 +Route +1 ")
          .containsPattern("192\\.168\\.0\\.20:80 +Route +1 ");
    }
    for (String web : new String[] {"web1", "web2"}) {
      assertThat(lab.read(web, "ip -o address show dev lo")).contains(VIP + "/32");
      assertThat(
              lab.read(
                  web,
                  "sysctl -n net.ipv4.conf.{lo,all}.arp_ignore | xargs".replace("{lo,all}", "lo")
                      + "; sysctl -n net.ipv4.conf.all.arp_ignore net.ipv4.conf.lo.arp_announce net.ipv4.conf.all.arp_announce | xargs"))
          .isEqualTo("1\n1 2 2");
      assertThat(lab.read(web, "dpkg-query -W -f '${Status}' nginx-light"))
          .isEqualTo("install ok installed");
    }
  }

  @Test
  @Order(3)
  void idempotence(ScenarioLab lab) {
    Recap recap = lab.apply();

    assertThat(recap.hosts()).containsOnlyKeys("lvs1", "lvs2", "web1", "web2");
    assertThat(recap.changed()).isZero();
  }

  @Test
  @Order(4)
  void pagesComeInTurn(ScenarioLab lab) {
    assertThat(lab.pages(4))
        .isIn(
            java.util.List.of("web1", "web2", "web1", "web2"),
            java.util.List.of("web2", "web1", "web2", "web1"));
  }

  @Test
  @Order(5)
  void transitionsAreMailedToRoot(ScenarioLab lab) {
    eventually(
        "a mail about the mastership of lvs1",
        () ->
            assertThat(lab.read("lvs1", "cat /var/mail/root || true"))
                .contains("VI_1")
                .contains("MASTER"));
  }

  @Test
  @Order(6)
  void aRealServerThatFailsIsTakenOutAndComesBack(ScenarioLab lab) {
    lab.read("web1", "systemctl kill -s STOP nginx");
    try {
      eventually(
          "web1 is out",
          () -> assertThat(lab.read("lvs1", "ipvsadm -Ln")).doesNotContain("192.168.0.18:80"));
      assertThat(lab.pages(3)).containsOnly("web2");
      assertThat(lab.hactl("status").out()).containsIgnoringCase("unhealthy");
    } finally {
      lab.read("web1", "systemctl kill -s CONT nginx");
    }
    lab.awaitPages("web1", "web2");
  }

  private static String disk(ScenarioLab lab) {
    StringBuilder all = new StringBuilder();
    for (String host : new String[] {"lvs1", "lvs2", "web1", "web2"}) {
      all.append(
              lab.read(
                  host,
                  "find /etc /opt /usr/local /srv /root /var/www -xdev -printf '%p %s %T@\\n' 2>/dev/null | sort | sha256sum"))
          .append('\n');
    }
    return all.toString();
  }
}
