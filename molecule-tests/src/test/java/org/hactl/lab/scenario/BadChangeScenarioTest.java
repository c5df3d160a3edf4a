package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change that would end the service goes back by itself on the whole site, which serves all the
 * while.
 */
@Tag("lab")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadChangeScenarioTest {
  private static final int MEGABYTES = 8;

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
    for (String director : new String[] {"lvs1", "lvs2"}) {
      lab.read(
          director,
          "ip link show d1 >/dev/null 2>&1 || { ip link add d1 type veth peer name d1p &&"
              + " ip link set d1 up && ip link set d1p up; }");
    }
    new ClientTraffic(lab).offerLargeFile(MEGABYTES);
  }

  @Test
  @Order(2)
  void aWebServerThatDoesNotRestart(ScenarioLab lab) throws IOException {
    String conf = "/etc/nginx/conf.d/shop.conf";
    String site =
        SiteEdit.of(lab)
            .with(
                "/var/www/html/index.html: {",
                conf + ": {content: \"no configuration;\\n\"}, /var/www/html/index.html: {")
            .with("enabled: true}", "enabled: true, restart_on: [" + conf + "]}")
            .as("no-restart");

    ExecResult result = undone(lab, site);

    assertThat(result.out()).contains("NEVER STARTED", "web2");
    assertThat(lab.read("web1", "systemctl is-active nginx; ls /etc/nginx/conf.d"))
        .isEqualTo("active");
  }

  @Test
  @Order(3)
  void aRouterOnAWrongInterface(ScenarioLab lab) throws IOException {
    String site =
        SiteEdit.of(lab).with("    interface: eth0", "    interface: d1").as("wrong-interface");

    var _ = undone(lab, site);
  }

  @Test
  @Order(4)
  void aVipOnAWrongInterface(ScenarioLab lab) throws IOException {
    String site =
        SiteEdit.of(lab)
            .with("[192.168.0.254]", "[{address: 192.168.0.254, interface: d1}]")
            .hosts("directors", "sysctls", "{net.ipv4.conf.all.arp_ignore: 1}")
            .as("wrong-vip");

    var _ = undone(lab, site);
    assertThat(lab.read("lvs1", "sysctl -n net.ipv4.conf.all.arp_ignore")).isEqualTo("0");
  }

  @Test
  @Order(5)
  void aFirewallThatCutsTheControlNodeOff(ScenarioLab lab) throws IOException {
    String site =
        SiteEdit.of(lab)
            .hosts(
                "directors",
                "rules",
                "[{priority: 10, to: 192.168.0.1/32, protocol: tcp, source_ports: \"22\", action: blackhole}]")
            .as("firewall");

    var _ = undone(lab, site);
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ip rule")).doesNotContain("blackhole");
    }
  }

  @Test
  @Order(6)
  void aCheckThatFailsEverywhere(ScenarioLab lab) throws IOException {
    String site = SiteEdit.of(lab).with("path: /,", "path: /nowhere,").as("failing-check");

    var _ = undone(lab, site);
  }

  @Test
  @Order(7)
  void anAgentThatDoesNotStart(ScenarioLab lab, @TempDir Path folder) throws IOException {
    Path launcher = OtherBuild.broken(folder);
    String site = SiteEdit.of(lab).with("scheduler: rr", "scheduler: wrr").as("with-broken-agent");
    String before = lab.read("lvs1", "readlink /opt/hactl/current");

    ClientTraffic traffic = new ClientTraffic(lab);
    traffic.begin();
    ExecResult result =
        lab.control()
            .with(launcher)
            .start(line -> System.out.println("  | " + line), Map.of(), "apply", site)
            .await(Duration.ofMinutes(5));
    System.out.println("  = status " + result.exit() + "; " + traffic.end());
    assertThat(lab.read("lvs1", "readlink /opt/hactl/current")).isEqualTo(before);
    assertThat(result.exit()).isEqualTo(3);
    isAsBefore(lab);
  }

  /** Applies a site that must go back by itself, under requests and a download. */
  private static ExecResult undone(ScenarioLab lab, String site) {
    ClientTraffic traffic = new ClientTraffic(lab);
    traffic.downloads();
    traffic.begin();
    ExecResult result = lab.hactl("apply", "--confirm-within", "20s", site);
    System.out.println("  = " + traffic.end());
    eventually("all is as before", () -> isAsBefore(lab));
    System.out.println(lab.hactl("status").out());
    System.out.println(lab.hactl("history", "--last", "3").out());
    traffic.awaitDownloads(MEGABYTES);
    assertThat(result.exit()).isEqualTo(3);
    return result;
  }

  private static void isAsBefore(ScenarioLab lab) {
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln"))
          .contains("TCP  " + VIP + ":80 rr")
          .contains("192.168.0.18:80", "192.168.0.20:80");
    }
    assertThat(lab.holdsVip("lvs1")).isTrue();
    assertThat(lab.holdsVip("lvs2")).isFalse();
    assertThat(lab.hactl("plan", "playbooks/site.yml").exit()).isZero();
  }
}
