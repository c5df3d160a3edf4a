package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HostSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hosts leave the site, and nothing of hactl stays on them. */
@Tag("nightly")
@Order(9)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OffboardScenarioTest {
  private static final HostSpec WEB4 = new HostSpec("web4", "192.168.0.24");

  /** Files that hactl may have put on a host; apt and systemd have theirs elsewhere. */
  private static final String OF_HACTL =
      "find / -xdev \\( -path /proc -o -path /sys -o -path /var/cache/apt -o -path /var/lib/apt \\) -prune"
          + " -o -iname '*hactl*' -print; find /run /dev/shm -iname '*hactl*'";

  private static final String STATE =
      "ip -o address show | sed 's/ valid_lft.*//'; ip rule; ip route show table all;"
          + " sysctl -a 2>/dev/null | grep -E 'arp_(ignore|announce|notify|accept)|rp_filter|ip_forward |ip_nonlocal';"
          + " dpkg-query -W -f '${Package} ${Status}\\n' | grep ' installed'; systemctl list-unit-files --no-legend --state=enabled";

  private static String hostsFile = "";

  @BeforeAll
  static void rememberTheInventory(ScenarioLab lab) throws IOException {
    hostsFile = Files.readString(inventory(lab));
  }

  @AfterAll
  static void theArticlesSiteIsBack(ScenarioLab lab) throws IOException {
    Files.writeString(inventory(lab), hostsFile);
    lab.converge();
  }

  @Test
  @Order(1)
  void aWebServerThatCameAndWentIsAsItWasBefore(ScenarioLab lab) throws IOException {
    lab.converge();
    lab.hosts().add(WEB4);
    String files =
        "find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log"
            + " -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/lib/systemd \\)"
            + " -prune -o -print | sort";
    String filesBefore = lab.read("web4", files);
    String before = lab.read("web4", STATE);
    ExecResult onboard =
        lab.hactl("onboard", "web4", "--address", WEB4.address(), "--group", "webs");
    assertThat(onboard.exit()).as(onboard.out() + onboard.err()).isZero();
    lab.awaitPages("web1", "web2", "web4");
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult offboard = lab.hactl("offboard", "web4", "--yes");

    assertThat(offboard.exit()).as(offboard.out() + offboard.err()).isZero();
    assertThat(watch.end().lost()).isEmpty();
    assertThat(Files.readString(inventory(lab))).isEqualTo(hostsFile);
    assertThat(lab.read("web4", OF_HACTL)).isEmpty();
    assertThat(lab.read("web4", STATE)).isEqualTo(before);
    purgeConfiguration(lab, "web4");
    assertThat(lab.read("web4", files).lines().toList()).isEqualTo(filesBefore.lines().toList());
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln")).doesNotContain(WEB4.address());
    }
  }

  @Test
  @Order(2)
  void web2LeavesAndIsClean(ScenarioLab lab) throws IOException {
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult offboard = lab.hactl("offboard", "web2", "--yes");

    assertThat(offboard.exit()).as(offboard.out() + offboard.err()).isZero();
    ClientWatch.Seen seen = watch.end();
    assertThat(seen.lost()).isEmpty();
    assertThat(seen.senders()).containsExactly("192.168.0.14");
    isClean(lab, "web2");
    assertThat(
            lab.read("web2", "sysctl -n net.ipv4.conf.lo.arp_ignore net.ipv4.conf.lo.arp_announce"))
        .isEqualTo("0\n0");
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln")).doesNotContain("192.168.0.20");
    }
    assertThat(Files.readString(inventory(lab))).doesNotContain("web2");
    ExecResult status = lab.hactl("status");
    assertThat(status.exit()).as(status.out()).isZero();
    assertThat(status.out()).doesNotContain("web2");
  }

  @Test
  @Order(3)
  void theMasterLeavesAndIsClean(ScenarioLab lab) throws IOException {
    ExecResult refused = lab.hactl("offboard", "lvs1", "--yes");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("lvs1");
    assertThat(lab.holdsVip("lvs1")).isTrue();
    String without = SiteEdit.of(lab).with("lvs1: {priority: 100}, ", "").as("without-lvs1");
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult offboard = lab.hactl("offboard", "lvs1", "--yes", "--site", without);

    assertThat(offboard.exit()).as(offboard.out() + offboard.err()).isZero();
    assertThat(watch.end().lost()).isEmpty();
    assertThat(lab.holdsVip("lvs2")).isTrue();
    isClean(lab, "lvs1");
    assertThat(lab.read("lvs1", "ipvsadm -Ln | tail -n +4")).isEmpty();
    assertThat(lab.hactl("status").exit()).isZero();
    eventually(
        "lvs2 has heard lvs1 for the last time",
        () -> assertThat(lab.hactl("status").out()).doesNotContain("lvs1"));
  }

  @Test
  @Order(4)
  void anAgentIsRemovedOnceNoDirectorSendsToItsHost(ScenarioLab lab) throws IOException {
    Files.writeString(inventory(lab), hostsFile);
    lab.converge();
    ExecResult refused = lab.hactl("agent", "remove", "web2", "--yes");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("lvs1 sends web to web2");
    ClientWatch watch = ClientWatch.begin(lab);
    assertThat(lab.hactl("drain", "web2").exit()).isZero();

    ExecResult check = lab.hactl("agent", "remove", "web2", "--check");
    ExecResult remove = lab.hactl("agent", "remove", "web2", "--yes");

    assertThat(check.exit()).as(check.out() + check.err()).isZero();
    assertThat(remove.exit()).as(remove.out() + remove.err()).isZero();
    assertThat(watch.end().lost()).isEmpty();
    isClean(lab, "web2");
    ExecResult again = lab.hactl("agent", "remove", "web2", "--yes");
    assertThat(again.exit()).as(again.out() + again.err()).isZero();
    lab.apply();
    assertThat(lab.hactl("undrain", "web2").exit()).isZero();
    lab.awaitPages("web1", "web2");
  }

  /** As after {@code apt remove}, dpkg has the configuration files of packages that went. */
  private static void purgeConfiguration(ScenarioLab lab, String host) {
    String removed =
        "dpkg-query -W -f '${db:Status-Status} ${Package}\\n' | sed -n 's/^config-files //p'";
    assertThat(lab.read(host, removed).lines())
        .isNotEmpty()
        .allMatch(name -> name.contains("nginx"));
    lab.read(host, "dpkg --purge $(%s) 2>&1".formatted(removed));
    // Nginx leaves its own page even then; nothing else may be in these folders.
    lab.read(
        host, "rm /var/www/html/index.nginx-debian.html && rmdir /var/www/html && rmdir /var/www");
  }

  private static void isClean(ScenarioLab lab, String host) {
    assertThat(lab.read(host, "ip -o address show")).doesNotContain(VIP);
    assertThat(lab.read(host, OF_HACTL)).isEmpty();
    eventually(
        "no process of hactl",
        () -> assertThat(lab.read(host, "ps -eo args | grep [h]actl; true")).isEmpty());
  }

  private static Path inventory(ScenarioLab lab) {
    return lab.control().folder().resolve("inventory/hosts.yml");
  }
}
