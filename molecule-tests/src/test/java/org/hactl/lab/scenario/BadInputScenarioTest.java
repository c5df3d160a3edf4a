package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.hactl.lab.ExecResult;
import org.hactl.lab.Recap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad input changes no host, and a host that cannot converge does not stop the others. */
@Tag("nightly")
@Order(5)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void allErrorsOfASiteAreToldAtOnceAndNoHostIsTouched(ScenarioLab lab) {
    String bad =
        SiteEdit.of(lab)
            .with("priority: 100", "priority: 1000")
            .with("scheduler: rr", "scheduler: rrr")
            .with("forward: dr", "foward: dr")
            .as("bad");

    ExecResult result = lab.hactl("apply", bad);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err() + result.out())
        .containsPattern("bad\\.yml:\\d+:\\d+: .*1000")
        .containsPattern("bad\\.yml:\\d+:\\d+: .*rrr")
        .containsPattern("bad\\.yml:\\d+:\\d+: .*foward")
        .contains("forward")
        .doesNotContain("Exception");
  }

  @Test
  @Order(3)
  void anUnreachableHostDoesNotStopTheOthers(ScenarioLab lab) {
    lab.hosts().powerOff("web2");
    try {
      ExecResult result = lab.hactl("apply", "playbooks/site.yml");

      assertThat(result.exit()).isEqualTo(4);
      Recap recap = Recap.parse(result.out());
      assertThat(recap.host("web2").unreachable()).isEqualTo(1);
      assertThat(recap.host("lvs1").failed()).isZero();
      assertThat(recap.host("lvs1").ok()).isPositive();
    } finally {
      lab.hosts().start("web2");
    }
    lab.converge();
  }

  @Test
  @Order(4)
  void anInterfaceThatDoesNotExistFailsItsHostsOnly(ScenarioLab lab) {
    String bad = SiteEdit.of(lab).with("interface: eth0", "interface: eth9").as("eth9");

    ExecResult result = lab.hactl("apply", bad);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out() + result.err()).contains("eth9").contains("eth0");
    assertThat(Recap.parse(result.out()).host("web1").failed()).isZero();
    assertThat(lab.holdsVip("lvs1")).as("lvs1 keeps its last confirmed generation").isTrue();
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(5)
  void aFullDiskFailsItsHostAndLeavesItAsItWas(ScenarioLab lab) {
    String big =
        SiteEdit.of(lab)
            .with("\"{{ inventory_hostname }}\\n\"", "\"{{ inventory_hostname }}\\nmore\\n\"")
            .as("full");
    lab.read(
        "web1",
        "mount -t tmpfs -o size=64k,mode=755 none /var/www/html && echo web1"
            + " >/var/www/html/index.html; dd if=/dev/zero of=/var/www/html/fill bs=1k 2>/dev/null;"
            + " true");
    try {
      ExecResult result = lab.hactl("apply", big);

      assertThat(result.exit())
          .as("the host is back at its last confirmed generation")
          .isEqualTo(3);
      assertThat(result.out() + result.err()).containsIgnoringCase("no space left");
      assertThat(Recap.parse(result.out()).host("web1").failed()).isEqualTo(1);
      assertThat(Recap.parse(result.out()).host("web2").failed()).isZero();
      assertThat(result.out())
          .as("web2 did well, and goes back with the site")
          .containsPattern("web2 : .* rolled back");
    } finally {
      lab.read("web1", "umount /var/www/html");
    }
    lab.converge();
  }
}
