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

/** What a virtual service can do beside balancing two hosts, seen from its client. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DataPlaneScenarioTest {
  private static final String REAL_SERVERS =
      "    real_servers: webs              # a group, or a map host: {weight: 2, port: 8080}\n";
  private static final String ADDRESS = "    address: 192.168.0.254:80/tcp\n";
  private static final String VIPS = "    addresses: [192.168.0.254]\n";

  /** A second address of web2, which stands for a machine of another team. */
  private static final String APPLIANCE = "192.168.0.77";

  private static final String ADD_APPLIANCE =
      "ip addr replace %s/24 dev eth0; sysctl -qw net.ipv4.conf.all.arp_ignore=1"
              .formatted(APPLIANCE)
          + " net.ipv4.conf.all.arp_announce=2; ip addr replace %s/32 dev lo".formatted(VIP);

  @AfterAll
  static void asBefore(ScenarioLab lab) {
    for (String web : new String[] {"web1", "web2"}) {
      lab.read(web, "rm -f /etc/nginx/conf.d/range.conf; systemctl restart nginx");
      var _ = lab.hactl("undrain", web);
    }
    lab.read("web2", "ip addr del %s/24 dev eth0 2>/dev/null; true".formatted(APPLIANCE));
    lab.converge();
  }

  @Test
  @Order(1)
  void theSorryServerServesWhileTheQuorumIsLost(ScenarioLab lab) {
    lab.converge();
    lab.read("web2", ADD_APPLIANCE);
    apply(
        lab,
        SiteEdit.of(lab)
            .with(
                REAL_SERVERS,
                REAL_SERVERS + "    quorum: 2\n    sorry_server: %s:80\n".formatted(APPLIANCE)));
    lab.awaitPages("web1", "web2");
    lab.read("web1", "systemctl kill -s STOP nginx");
    try {
      eventually(
          "the sorry server serves alone",
          () ->
              assertThat(lab.read("lvs1", "ipvsadm -Ln"))
                  .containsPattern("192\\.168\\.0\\.77:80 +Route +1 ")
                  .doesNotContain("192.168.0.18:80")
                  .doesNotContain("192.168.0.20:80"));
      assertThat(lab.pages(3)).containsOnly("web2");
      assertThat(lab.hactl("status").out())
          .containsPattern("quorum 2 .*LOST")
          .contains(APPLIANCE, "IN USE");
      assertThat(lab.hactl("events", "--limit", "lvs1").out()).contains("web: quorum LOST");
    } finally {
      lab.read("web1", "systemctl kill -s CONT nginx");
    }
    eventually(
        "the real servers serve again",
        () ->
            assertThat(lab.read("lvs1", "ipvsadm -Ln"))
                .contains("192.168.0.18:80", "192.168.0.20:80")
                .doesNotContain(APPLIANCE));
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(2)
  void aServerThatComesBackGetsItsShareSlowly(ScenarioLab lab) {
    apply(
        lab,
        SiteEdit.of(lab)
            .with(
                "    scheduler: rr\n",
                "    scheduler: wrr\n    slow_start: {over: 40s, from: 10%}\n"));
    lab.awaitPages("web1", "web2");
    assertThat(lab.hactl("drain", "web1", "--max", "1s").exit()).isZero();
    ClientWatch watch = ClientWatch.begin(lab);
    lab.read("lvs1", "ipvsadm -Z");

    assertThat(lab.hactl("undrain", "web1").exit()).isZero();
    eventually(
        "web1 gets connections", () -> assertThat(connections(lab, "192.168.0.18")).isPositive());
    lab.read("lvs1", "ipvsadm -Z");
    lab.read("client", "sleep 4");
    int slow = connections(lab, "192.168.0.18");
    int whole = connections(lab, "192.168.0.20");

    assertThat(slow)
        .as("connections of web1 beside %d of web2", whole)
        .isPositive()
        .isLessThan(whole / 2);
    assertThat(lab.hactl("status").out()).containsIgnoringCase("slow start");
    eventually(
        "both have the same weight",
        () -> {
          String table = lab.read("lvs1", "ipvsadm -Ln");
          assertThat(weight(table, "192.168.0.18")).isEqualTo(weight(table, "192.168.0.20"));
        });
    assertThat(watch.end().lost()).isEmpty();
  }

  @Test
  @Order(3)
  void aRangeOfPortsIsOneServiceBeforeAndAfterAFailover(ScenarioLab lab) {
    for (String web : new String[] {"web1", "web2"}) {
      lab.read(
          web,
          "echo 'server { listen 8005; listen 8010; listen 8011; root /var/www/html; }'"
              + " >/etc/nginx/conf.d/range.conf; systemctl restart nginx");
    }
    apply(
        lab,
        SiteEdit.of(lab)
            .with(ADDRESS, "    address: {vip: 192.168.0.254, ports: [80, 8000-8010]}\n")
            .with(
                "check: {http: {path: /, status: 200},",
                "check: {http: {path: /, status: 200}, port: 80,")
            .with("hosts:\n", "hosts:\n  directors: {packages: [nftables]}\n"));

    assertThat(lab.read("lvs1", "ipvsadm -Ln")).containsPattern("FWM +1000000 rr");
    ofTheRange(lab);

    lab.read("lvs1", "systemctl stop hactl-agent");
    eventually("lvs2 is master", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    ofTheRange(lab);
    lab.read("lvs1", "systemctl start hactl-agent");
    eventually("lvs1 is master again", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
  }

  private static void ofTheRange(ScenarioLab lab) {
    for (int port : new int[] {80, 8005, 8010}) {
      eventually(
          "port " + port + " is balanced",
          () ->
              assertThat(pages(lab, "http://%s:%d/".formatted(VIP, port), 4))
                  .contains("web1", "web2"));
    }
    // Outside of the range the director itself would have to listen.
    ExecResult beside =
        lab.hosts().sh("client", "curl -sS -m 3 http://%s:8011/ 2>&1".formatted(VIP));
    assertThat(beside.exit()).as(beside.out()).isNotZero();
  }

  @Test
  @Order(4)
  void ipv6ByDirectRouting(ScenarioLab lab) {
    for (String[] host :
        new String[][] {
          {"client", "9"}, {"lvs1", "14"}, {"lvs2", "16"}, {"web1", "18"}, {"web2", "20"}
        }) {
      lab.read(host[0], "ip addr replace fd00::%s/64 dev eth0 nodad".formatted(host[1]));
    }
    for (String web : new String[] {"web1", "web2"}) {
      lab.read(
          web,
          "echo 'server { listen [::]:80 ipv6only=on; root /var/www/html; }'"
              + " >/etc/nginx/conf.d/range.conf; ss -Hltn6 | grep -q :80 &&"
              + " rm /etc/nginx/conf.d/range.conf; systemctl restart nginx");
    }
    apply(
        lab,
        SiteEdit.of(lab)
            .with(VIPS, VIPS + "    excluded_addresses: [\"fd00::254/64\"]\n")
            .with(
                "services:\n  web:\n",
                """
                services:
                  web6:
                    address: "[fd00::254]:80/tcp"
                    scheduler: rr
                    check: {http: {path: /, status: 200}, interval: 2s, timeout: 3s, rise: 1, fall: 2}
                    real_servers: {web1: {address: "fd00::18"}, web2: {address: "fd00::20"}}
                  web:
                """));

    assertThat(lab.read("web1", "ip -6 -o addr show dev lo")).contains("fd00::254/128");
    eventually(
        "both serve over IPv6",
        () -> assertThat(pages(lab, "http://[fd00::254]/", 4)).contains("web1", "web2"));
    lab.read("lvs1", "systemctl stop hactl-agent");
    eventually("lvs2 is master", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    eventually(
        "both serve over IPv6 by way of lvs2",
        () -> assertThat(pages(lab, "http://[fd00::254]/", 4)).contains("web1", "web2"));
    lab.read("lvs1", "systemctl start hactl-agent");
    eventually("lvs1 is master again", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
  }

  @Test
  @Order(5)
  void aServerOutsideTheInventoryServesAndIsNotTouched(ScenarioLab lab) {
    String site =
        SiteEdit.of(lab)
            .with(
                REAL_SERVERS,
                "    real_servers: {web1: {}, appliance: {address: %s}}\n".formatted(APPLIANCE))
            .as("outside");
    ExecResult plan = lab.hactl("plan", site);
    assertThat(plan.out() + plan.err())
        .contains("hactl does nothing on appliance (192.168.0.77), not in the inventory")
        .contains("the owner must put 192.168.0.254/32 on lo");

    ExecResult applied = lab.hactl("apply", site);
    assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
    assertThat(lab.read("web2", "ip -o addr show dev lo")).doesNotContain(VIP);
    lab.read("web2", ADD_APPLIANCE); // as its owner

    lab.awaitPages("web1", "web2");
    assertThat(lab.read("lvs1", "ipvsadm -Ln")).contains(APPLIANCE).doesNotContain("192.168.0.20");
    assertThat(lab.hactl("drain", "appliance", "--max", "1s").exit()).isZero();
    assertThat(lab.pages(4)).containsOnly("web1");
    assertThat(lab.hactl("undrain", "appliance").exit()).isZero();
    lab.awaitPages("web1", "web2");
    lab.read("web2", "ip addr del %s/32 dev lo".formatted(VIP));
  }

  @Test
  @Order(6)
  void aPersistentClientLeavesADrainedServerAndItsDownloadGoesOn(ScenarioLab lab) {
    apply(
        lab,
        SiteEdit.of(lab).with("    scheduler: rr\n", "    scheduler: rr\n    persistence: 5m\n"));
    eventually("the client has a server", () -> assertThat(lab.pages(4)).isNotEmpty());
    String known = lab.pages(1).getFirst();
    String other = known.equals("web1") ? "web2" : "web1";
    assertThat(lab.pages(6)).containsOnly(known);
    Downloads downloads = new Downloads(lab);
    downloads.offer();
    downloads.begin();
    eventually(
        "it downloads from " + known,
        () -> assertThat(lab.read("lvs1", "ipvsadm -Lnc")).contains("ESTABLISHED"));
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult drain = lab.hactl("drain", known, "--max", "3m");

    assertThat(drain.exit()).as(drain.out() + drain.err()).isZero();
    assertThat(lab.pages(6)).containsOnly(other);
    assertThat(watch.end().lost()).isEmpty();
    downloads.await();
    downloads.withdraw();
    assertThat(lab.hactl("undrain", known).exit()).isZero();
  }

  private static void apply(ScenarioLab lab, SiteEdit edit) {
    ExecResult result = lab.hactl("apply", edit.as("data-plane"));
    assertThat(result.exit()).as("hactl apply said: %s%s", result.out(), result.err()).isZero();
    assertThat(lab.hactl("apply", edit.as("data-plane"), "--check").out()).contains("changed=0");
  }

  private static List<String> pages(ScenarioLab lab, String url, int times) {
    return lab.hosts()
        .sh("client", "for i in $(seq %d); do curl -sS -m 3 -g '%s'; done".formatted(times, url))
        .out()
        .lines()
        .map(String::strip)
        .toList();
  }

  private static int connections(ScenarioLab lab, String server) {
    return Integer.parseInt(
        lab.read(
            "lvs1",
            "ipvsadm -Ln --stats --exact | awk '$2 ~ /^%s:/ {n += $3} END {print n + 0}'"
                .formatted(server)));
  }

  private static int weight(String table, String server) {
    return table
        .lines()
        .filter(line -> line.contains(server + ":"))
        .map(line -> line.strip().split(" +"))
        .mapToInt(fields -> Integer.parseInt(fields[3]))
        .findFirst()
        .orElse(-1);
  }
}
