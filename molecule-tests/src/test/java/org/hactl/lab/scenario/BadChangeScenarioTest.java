package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.hactl.lab.ExecResult;
import org.hactl.lab.Recap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change that would end the service is refused, or goes back by itself on the whole site, which
 * serves all the while.
 */
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadChangeScenarioTest {
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

  /** Both directors would have a fault at once, so no host is changed. */
  @Test
  @Order(3)
  void aRouterOnAWrongInterfaceIsRefused(ScenarioLab lab) {
    String site =
        SiteEdit.of(lab).with("    interface: eth0", "    interface: d1").as("wrong-interface");
    String history = lab.hactl("history").out();
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult result = lab.hactl("apply", site);

    assertThat(watch.end().lost()).isEmpty();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out() + result.err())
        .contains("virtual router VI_1: d1 has no IPv4 address of its own")
        .contains("give d1 one, or name another interface");
    Recap recap = Recap.parse(result.out());
    for (String host : new String[] {"lvs1", "lvs2", "web1", "web2"}) {
      assertThat(recap.host(host).changed()).as(host).isZero();
    }
    assertThat(lab.hactl("history").out()).isEqualTo(history);
    assertThat(lab.holdsVip("lvs1")).isTrue();
    assertThat(lab.hactl("plan", "playbooks/site.yml").exit()).isZero();
  }

  @Test
  @Order(4)
  void aVipOnAWrongInterface(ScenarioLab lab) {
    String site =
        SiteEdit.of(lab)
            .with("[192.168.0.254]", "[{address: 192.168.0.254, interface: d1}]")
            .hosts("directors", "sysctls", "{net.ipv4.conf.all.arp_ignore: 1}")
            .as("wrong-vip");

    UndoneApply.of(lab, lab.control(), site).lostNothing();
    assertThat(lab.read("lvs1", "sysctl -n net.ipv4.conf.all.arp_ignore")).isEqualTo("0");
  }

  @Test
  @Order(5)
  void aFirewallThatCutsTheControlNodeOff(ScenarioLab lab) {
    String site =
        SiteEdit.of(lab)
            .hosts(
                "directors",
                "rules",
                "[{priority: 10, to: 192.168.0.1/32, protocol: tcp, source_ports: \"22\","
                    + " action: blackhole}]")
            .as("firewall");

    UndoneApply.of(lab, lab.control(), site).lostNothing();
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ip rule")).doesNotContain("blackhole");
    }
  }

  @Test
  @Order(6)
  void aCheckThatFailsEverywhere(ScenarioLab lab) {
    String site = SiteEdit.of(lab).with("path: /,", "path: /nowhere,").as("failing-check");

    Downloads downloads = new Downloads(lab);
    downloads.offer();
    downloads.begin();

    UndoneApply undone = UndoneApply.of(lab, lab.control(), site);

    assertThat(undone.said()).contains("the new check of service web finds");
    undone.lostNothing();
    downloads.await();
    downloads.withdraw();
  }

  @Test
  @Order(7)
  void anAgentThatDoesNotStart(ScenarioLab lab, @TempDir Path folder) throws IOException {
    Path launcher = OtherBuild.broken(folder);
    String site = SiteEdit.of(lab).with("scheduler: rr", "scheduler: wrr").as("with-broken-agent");
    String before = lab.read("lvs1", "readlink /opt/hactl/current");

    UndoneApply undone = UndoneApply.of(lab, lab.control().with(launcher), site);

    assertThat(undone.said()).containsAnyOf("runs again", "was not touched");
    undone.lostNothing();
    for (String host : new String[] {"lvs1", "lvs2", "web1", "web2"}) {
      assertThat(lab.read(host, "readlink /opt/hactl/current")).isEqualTo(before);
      assertThat(lab.read(host, "systemctl is-active hactl-agent")).isEqualTo("active");
    }
  }
}
