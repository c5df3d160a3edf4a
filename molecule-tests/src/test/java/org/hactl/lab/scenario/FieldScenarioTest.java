package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
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
@Tag("nightly")
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
    ExecResult result = lab.hactl("apply", file("site.yml"));
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
                + " priority 0; }; add rule bridge deaf forward ether type ip ip protocol 112"
                + " drop'")
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

  /**
   * ansible/ansible#2268: the start-up file of the login shell prints on both streams, in colour
   * and without a line's end. The agent is not installed yet.
   */
  @Test
  @Order(7)
  void aLoginShellThatPrintsDisturbsNothing(ScenarioLab lab) {
    lab.read(
        "web1",
        """
        systemctl stop hactl-agent; rm -rf /opt/hactl
        echo 'noisy:x:0:0::/home/noisy:/bin/bash' >>/etc/passwd; echo 'noisy:*:19000::::::' >>/etc/shadow
        mkdir -m 700 -p /home/noisy/.ssh; cp /root/.ssh/authorized_keys /home/noisy/.ssh/
        cat >/home/noisy/.bashrc <<'END'
        printf '\\033[1;31mWelcome {"type":1}\\033[0m\\nkernel=Noise\\nno end $ '
        printf '\\033[1;31mWelcome\\033[0m, no end' >&2
        set -e
        END
        printf 'Match User noisy\\n  AllowStreamLocalForwarding no\\n' >/etc/ssh/sshd_config.d/noisy.conf
        systemctl reload ssh
        """);
    String[] site = {"-i", file("hosts.yml"), file("unicast.yml")};

    ExecResult apply = lab.hactl("apply", site[0], site[1], site[2]);
    ExecResult status = lab.hactl("status", site[0], site[1], "--limit", "web1");

    assertThat(apply.exit()).as("hactl apply said: %s%s", apply.out(), apply.err()).isZero();
    assertThat(apply.out()).contains("the agent and its runtime were installed");
    // With three advertisements in 300 ms a slow machine may have changed a role a moment ago.
    eventually(
        "there is nothing to change and nothing wrong",
        () -> {
          ExecResult plan = lab.hactl("plan", site[0], site[1], site[2]);
          assertThat(plan.out() + plan.err())
              .contains("Nothing to change")
              .doesNotContain("Welcome");
          assertThat(plan.exit()).isZero();
        });
    assertThat(status.out()).contains("web1  converged").doesNotContain("Welcome");
    assertThat(status.exit()).isZero();
    lab.awaitPages("web1", "web2");
  }

  /** geerlingguy/ansible-role-haproxy#32, ansible/ansible#52049. */
  @Test
  @Order(8)
  void aTemplateOverTheHostsOfAGroupIsWhatAnsibleMakesOfIt(ScenarioLab lab) {
    for (String director : new String[] {"lvs1", "lvs2"}) {
      Path made = lab.hosts().folder(Lab.CONTROL).resolve("neighbours-" + director);
      lab.read(
          Lab.CONTROL,
          "ansible %s -i %s -c local -m template -a 'src=%s dest=%s'"
              .formatted(director, file("hosts.yml"), file("neighbours.j2"), made));

      assertThat(lab.read(director, "cat /root/neighbours"))
          .isEqualTo(lab.read(Lab.CONTROL, "cat " + made))
          .contains("192.168.0.14,192.168.0.16");
    }
  }

  /**
   * acassen/keepalived#1283: the other director has stopped asking for the one whose link comes
   * back.
   */
  @Test
  @Order(9)
  void aUnicastDirectorThatReturnsLeavesTheRoleToItsHealthyMaster(ScenarioLab lab)
      throws IOException {
    // After the last apply lvs1 may have to wait for its preempt delay of a minute.
    eventually(
        "lvs1 gets the role",
        () -> assertThat(lab.hactl("failover", "VI_1", "--to", "lvs1").exit()).isZero());
    eventually("lvs1 is master", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    lab.awaitPages("web1", "web2");
    lab.read(
        "lvs1",
        "rm -f /run/back; nohup sh -c 'ip link set eth0 down; sleep 4; ip link set eth0 up;"
            + " touch /run/back' >/dev/null 2>&1 </dev/null &");
    eventually("lvs2 takes over", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    lab.read("lvs2", "ip neigh del 192.168.0.14 dev eth0");
    String before = rolesOf(lab, "lvs2");

    ExecResult requests =
        lab.hosts().exec("client", "perl", "-e", requestLoop(), VIP, "80", "40", "3000", "8");

    assertThat(requests.out()).contains(" ok ").doesNotContain(" lost ");
    eventually("the link is back", () -> lab.read("lvs1", "test -e /run/back"));
    eventually(
        "lvs1 hears lvs2",
        () -> assertThat(lab.hactl("status", "--limit", "lvs1").out()).contains("BACKUP"));
    assertThat(lab.holdsVip("lvs1")).isFalse();
    assertThat(rolesOf(lab, "lvs2")).isEqualTo(before);
    assertThat(lab.hactl("status", "--limit", "directors").exit()).isZero();
  }

  @Test
  @Order(10)
  void leavesTheHostsAsTheyWere(ScenarioLab lab) {
    lab.converge();

    lab.read(
        "web1",
        "sed -i /^noisy:/d /etc/passwd /etc/shadow; rm -r /home/noisy"
            + " /etc/ssh/sshd_config.d/noisy.conf; systemctl reload ssh");
    for (String director : new String[] {"lvs1", "lvs2"}) {
      lab.read(director, "ip link del d1; rm -f /root/managed /root/neighbours");
      assertThat(addresses(lab, director)).doesNotContain(SECOND_VIP);
    }
  }

  /** The transitions of a director so far. */
  private static String rolesOf(ScenarioLab lab, String director) {
    return lab.read(director, "journalctl -qu hactl-agent -o cat --grep=transition; true");
  }

  private static String requestLoop() throws IOException {
    try (InputStream in = Lab.class.getResourceAsStream("/org/hactl/lab/demo/request-loop.pl")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String file(String name) {
    return ControlNode.repository().resolve("molecule-tests/field").resolve(name).toString();
  }

  private static String addresses(ScenarioLab lab, String host) {
    return lab.read(host, "ip -o address show");
  }
}
