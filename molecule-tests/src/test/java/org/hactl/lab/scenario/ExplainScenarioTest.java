package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.util.List;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults of which no check or drift tells, found by {@code hactl explain}. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExplainScenarioTest {
  private static final String NGINX = "/etc/nginx/sites-available/default";

  @AfterAll
  static void asBefore(ScenarioLab lab) {
    lab.read("web2", "ip addr del %s/32 dev eth0 2>/dev/null; true".formatted(VIP));
  }

  @Test
  @Order(1)
  void nothingIsWrong(ScenarioLab lab) {
    lab.converge();
    ExecResult explained = lab.hactl("explain", VIP + ":80");

    assertThat(explained.exit()).as(explained.out() + explained.err()).isZero();
    assertThat(explained.out())
        .contains("ok     lvs1 is MASTER of VI_1")
        .contains("ok     lvs1 has 192.168.0.254 on eth0")
        .contains("answers for 192.168.0.254 here: lvs1 (eth0)")
        .contains("ok     lvs1 sends to web1 with weight 1")
        .contains("ok     web1 has 192.168.0.254 on lo")
        .contains("ok     web2 answers a try of the service on 192.168.0.254")
        .endsWith("(nft list ruleset)\n");
  }

  @Test
  @Order(2)
  void aProgramThatListensOnItsOwnAddressAlone(ScenarioLab lab) {
    listen(lab, "192.168.0.18:80");

    assertThat(wrong(lab, "web"))
        .contains(
            "=> web1 a program listens on port 80 of 192.168.0.18 alone, and packets come for"
                + " 192.168.0.254")
        .contains("WRONG  web1 does not answer a try of the service");
  }

  @Test
  @Order(3)
  void aRealServerThatAnswersForTheVip(ScenarioLab lab) {
    lab.read("web2", "ip addr add %s/32 dev eth0".formatted(VIP));

    assertThat(wrong(lab, VIP)).contains("=> web2 has 192.168.0.254 on eth0 and answers for it");
    lab.read("web2", "ip addr del %s/32 dev eth0".formatted(VIP));
  }

  @Test
  @Order(4)
  void allServersAreDrained(ScenarioLab lab) {
    lab.hactl("drain", "web1", "--max", "1s");
    lab.hactl("drain", "web2", "--max", "1s", "--yes");

    try {
      assertThat(wrong(lab, VIP + ":80/tcp"))
          .contains("look   lvs1 gives web1 no new connections: weight 0")
          .contains("=> lvs1 no real server of web takes new connections");
    } finally {
      var _ = lab.hactl("undrain", "web1");
      var _ = lab.hactl("undrain", "web2");
    }
  }

  @Test
  @Order(5)
  void aServiceThatTheSiteDoesNotHave(ScenarioLab lab) {
    ExecResult explained = lab.hactl("explain", "192.168.0.253");

    assertThat(explained.exit()).isEqualTo(1);
    assertThat(explained.err())
        .contains("the site has no virtual service 192.168.0.253")
        .contains("name one of these: web (192.168.0.254:80/tcp)");
  }

  /**
   * What an operator may break.
   *
   * @param says what the answer says of it
   */
  private record Fault(String host, String plant, String mend, String says) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              "web1",
              "systemctl stop nginx",
              "systemctl start nginx",
              "=> web1 nothing listens on port 80/tcp"),
          new Fault(
              "web1",
              "ip addr del %s/32 dev lo".formatted(VIP),
              "ip addr add %s/32 dev lo".formatted(VIP),
              "=> web1 does not have 192.168.0.254 on lo, so it drops the packets"),
          new Fault(
              "web2",
              "sysctl -qw net.ipv4.conf.all.arp_ignore=0 net.ipv4.conf.lo.arp_ignore=0",
              "sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.lo.arp_ignore=1",
              "=> web2 answers ARP for 192.168.0.254 on eth0: arp_ignore is 0"),
          new Fault(
              "lvs1",
              "ipvsadm -d -t %s:80 -r 192.168.0.18".formatted(VIP),
              "ipvsadm -a -t %s:80 -r 192.168.0.18 -g -w 1".formatted(VIP),
              "=> lvs1 has no entry of web1 in IPVS"),
          new Fault(
              "web2",
              "nft 'add table ip t; add chain ip t i { type filter hook input priority 0; };"
                  + " add rule ip t i ip daddr %s drop'".formatted(VIP),
              "nft delete table ip t",
              "=> web2 does not answer a try of the service on 192.168.0.254"),
          new Fault(
              "web1",
              "mv /var/www/html/index.html /var/www/html/moved",
              "mv /var/www/html/moved /var/www/html/index.html",
              "WRONG  lvs1 takes web1 for unhealthy; its check: HTTP status"),
          new Fault(
              "lvs1",
              "nft 'add table arp t; add chain arp t o { type filter hook output priority 0; };"
                  + " add rule arp t o arp saddr ip %s drop'".formatted(VIP),
              "nft delete table arp t",
              "look   lvs2 hears no answer for 192.168.0.254, although lvs1 has it"));

  /** Drift is only reported, so that each fault stays until it is mended here. */
  @Test
  @Order(6)
  void faultsOfEachStep(ScenarioLab lab) {
    String site =
        SiteEdit.of(lab)
            .with("mode: correct", "mode: report")
            .with("    packages: [nginx-light]\n", "    packages: [nginx-light, nftables]\n")
            .with("hosts:\n", "hosts:\n  directors: {packages: [nftables]}\n")
            .as("report");
    assertThat(lab.hactl("apply", site).exit()).isZero();
    for (Fault fault : FAULTS) {
      lab.read(fault.host(), fault.plant());
      try {
        eventually(
            fault.says(),
            () ->
                assertThat(lab.hactl("explain", "web", "--site", site).out())
                    .as(fault.plant())
                    .contains(fault.says()));
      } finally {
        lab.read(fault.host(), fault.mend());
      }
      eventually(
          "it is mended",
          () -> assertThat(lab.hactl("explain", "web", "--site", site).exit()).isZero());
    }
    lab.converge();
  }

  @AfterEach
  void nginxListensEverywhere(ScenarioLab lab) {
    listen(lab, "80");
  }

  private static String wrong(ScenarioLab lab, String service) {
    ExecResult explained = lab.hactl("explain", service);
    assertThat(explained.exit()).as(explained.out() + explained.err()).isEqualTo(6);
    return explained.out();
  }

  private static void listen(ScenarioLab lab, String where) {
    lab.read(
        "web1",
        "sed -i 's/^\\(\\s*listen \\)[0-9.:]*80 /\\1%s /' %s && systemctl restart nginx"
            .formatted(where, NGINX));
  }
}
