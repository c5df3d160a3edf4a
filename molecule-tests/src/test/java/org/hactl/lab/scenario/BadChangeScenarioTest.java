package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.scenario.ClientTraffic.Loop;
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

    Undone undone = undone(lab, lab.control(), site);

    assertThat(undone.said()).contains("NEVER STARTED", "web2");
    // Requests that went to web1 while its nginx did not run.
    assertThat(undone.loop().lost()).isLessThan(undone.loop().asked() / 2);
    assertThat(lab.read("web1", "systemctl is-active nginx; ls /etc/nginx/conf.d"))
        .isEqualTo("active");
  }

  @Test
  @Order(3)
  @Tag("nightly")
  void aRouterOnAWrongInterface(ScenarioLab lab) throws IOException {
    String site =
        SiteEdit.of(lab).with("    interface: eth0", "    interface: d1").as("wrong-interface");

    undone(lab, lab.control(), site).lostNothing();
  }

  @Test
  @Order(4)
  @Tag("nightly")
  void aVipOnAWrongInterface(ScenarioLab lab) throws IOException {
    String site =
        SiteEdit.of(lab)
            .with("[192.168.0.254]", "[{address: 192.168.0.254, interface: d1}]")
            .hosts("directors", "sysctls", "{net.ipv4.conf.all.arp_ignore: 1}")
            .as("wrong-vip");

    undone(lab, lab.control(), site).lostNothing();
    assertThat(lab.read("lvs1", "sysctl -n net.ipv4.conf.all.arp_ignore")).isEqualTo("0");
  }

  @Test
  @Order(5)
  @Tag("nightly")
  void aFirewallThatCutsTheControlNodeOff(ScenarioLab lab) throws IOException {
    String site =
        SiteEdit.of(lab)
            .hosts(
                "directors",
                "rules",
                "[{priority: 10, to: 192.168.0.1/32, protocol: tcp, source_ports: \"22\","
                    + " action: blackhole}]")
            .as("firewall");

    undone(lab, lab.control(), site).lostNothing();
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ip rule")).doesNotContain("blackhole");
    }
  }

  @Test
  @Order(6)
  @Tag("nightly")
  void aCheckThatFailsEverywhere(ScenarioLab lab) throws IOException {
    String site = SiteEdit.of(lab).with("path: /,", "path: /nowhere,").as("failing-check");

    ClientTraffic traffic = new ClientTraffic(lab);
    traffic.offerLargeFile(MEGABYTES);
    traffic.downloads();

    Undone undone = undone(lab, lab.control(), site);

    assertThat(undone.said()).contains("the new check of service web finds");
    undone.lostNothing();
    traffic.awaitDownloads(MEGABYTES);
    traffic.removeLargeFile();
  }

  @Test
  @Order(7)
  @Tag("nightly")
  void anAgentThatDoesNotStart(ScenarioLab lab, @TempDir Path folder) throws IOException {
    Path launcher = OtherBuild.broken(folder);
    String site = SiteEdit.of(lab).with("scheduler: rr", "scheduler: wrr").as("with-broken-agent");
    String before = lab.read("lvs1", "readlink /opt/hactl/current");

    Undone undone = undone(lab, lab.control().with(launcher), site);

    assertThat(undone.said()).containsAnyOf("runs again", "was not touched");
    undone.lostNothing();
    for (String host : new String[] {"lvs1", "lvs2", "web1", "web2"}) {
      assertThat(lab.read(host, "readlink /opt/hactl/current")).isEqualTo(before);
      assertThat(lab.read(host, "systemctl is-active hactl-agent")).isEqualTo("active");
    }
  }

  /** How an apply ended that went back, and what became of the requests meanwhile. */
  private record Undone(String said, Loop loop) {
    void lostNothing() {
      assertThat(loop.errors()).as("of %d requests", loop.asked()).isEmpty();
    }
  }

  /** Applies a site that must go back by itself, under requests. */
  private static Undone undone(ScenarioLab lab, ControlNode control, String site) {
    ClientTraffic traffic = new ClientTraffic(lab);
    traffic.begin();
    ExecResult result =
        control
            .start(
                line -> System.out.println("  | " + line),
                Map.of(),
                "apply",
                "--confirm-within",
                "20s",
                site)
            .await(Duration.ofMinutes(5));
    System.out.println("  = status " + result.exit());
    eventually("all is as before", () -> isAsBefore(lab));
    Loop loop = traffic.end();
    System.out.println("  = " + loop);
    assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
    assertThat(lab.hactl("plan", "playbooks/site.yml").exit()).isZero();
    return new Undone(result.out(), loop);
  }

  private static void isAsBefore(ScenarioLab lab) {
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln"))
          .contains("TCP  " + VIP + ":80 rr")
          .contains("192.168.0.18:80", "192.168.0.20:80");
      assertThat(lab.read(director, "ip -o address show dev d1")).doesNotContain(VIP);
    }
    assertThat(lab.holdsVip("lvs1")).isTrue();
    assertThat(lab.holdsVip("lvs2")).isFalse();
  }
}
