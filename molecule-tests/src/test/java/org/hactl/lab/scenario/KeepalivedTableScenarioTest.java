package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * keepalived and hactl make the same table of IPVS from the same services, by {@code ipvsadm}.
 * keepalived runs in a network namespace of lvs1, which has a table of its own.
 */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
class KeepalivedTableScenarioTest {
  private static final String FOLDER = "molecule-tests/keepalived-table";
  private static final String INSTALL =
      "export DEBIAN_FRONTEND=noninteractive; apt-get -qq update; apt-get -qq install -y keepalived"
          + " >/dev/null 2>&1; systemctl stop keepalived";

  @AfterAll
  static void asBefore(ScenarioLab lab) {
    lab.read(
        "lvs1",
        "[ ! -e /tmp/ka.pid ] || kill $(cat /tmp/ka.pid); sleep 1; ip netns del table 2>/dev/null;"
            + " DEBIAN_FRONTEND=noninteractive apt-get -qq purge -y keepalived >/dev/null 2>&1;"
            + " true");
    lab.converge();
  }

  @Test
  void theTablesAreEqual(ScenarioLab lab) throws IOException {
    lab.converge();
    Path from = ControlNode.repository().resolve(FOLDER);
    Path to = Files.createDirectories(lab.control().folder().resolve("keepalived-table"));
    Files.copy(
        from.resolve("site.yml"), to.resolve("site.yml"), StandardCopyOption.REPLACE_EXISTING);
    ExecResult applied = lab.hactl("apply", to.resolve("site.yml").toString());
    assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();

    lab.read("lvs1", INSTALL);
    lab.read(
        "lvs1",
        "ip netns add table && ip -n table link set lo up && cat >/tmp/ka.conf <<'END'\n"
            + Files.readString(from.resolve("keepalived.conf"))
            + "END\n"
            + "ip netns exec table keepalived --check -f /tmp/ka.conf -p /tmp/ka.pid -c"
            + " /tmp/ka.check.pid");

    eventually(
        "keepalived has the table of hactl",
        () -> assertThat(table(lab, "ip netns exec table ")).isEqualTo(table(lab, "")));
    assertThat(table(lab, "")).hasSizeGreaterThan(20);
  }

  private static List<String> table(ScenarioLab lab, String in) {
    return lab.read("lvs1", in + "ipvsadm -Sn | sort").lines().map(String::strip).toList();
  }
}
