package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.module.kernel.UmlGuest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The whole agent on a VLAN, in a VRF and on a bond, in a guest (package user-mode-linux) beside a
 * keepalived. The role moves both ways, as {@code ip} shows, and the active slave of the bond
 * fails.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class InterfaceKindsLabTest {
  @TempDir private Path folder;

  @Test
  void aVlanAVrfAndABondAreInterfacesLikeOthers() throws Exception {
    Map<String, String> steps = UmlGuest.run(InterfaceKindsGuest.class, folder);
    assertThat(steps.keySet())
        .as("%s", steps)
        .containsExactly(
            "boot",
            "backup",
            "another slave for the backup",
            "keepalived stopped",
            "another slave for the master",
            "keepalived is back",
            "end");
    for (String step : new String[] {"backup", "another slave for the backup"}) {
      assertThat(shown(steps, step))
          .as(step)
          .contains(routers("BACKUP", 1))
          .doesNotContain("254", "fe80::51", "203.0.113.0");
    }
    for (String step : new String[] {"keepalived stopped", "another slave for the master"}) {
      assertThat(shown(steps, step))
          .as(step)
          .contains(routers("MASTER", 2))
          .containsPattern("t0.7@t0 +UP +192.0.2.2/24 192.0.2.254/24 *\n")
          .containsPattern(
              "r0@if\\d+ +UP +192.0.2.2/24 192.0.2.254/24 2001:db8::254/64 fe80::51/64 fe80::2/64")
          .containsPattern("bond0 +UP +10.0.3.2/24 10.0.3.254/24 *\n")
          .contains(
              "203.0.113.0/24 via 192.0.2.1 dev r0 proto 104",
              "vlan 192.0.2.254 answered",
              "vrf 192.0.2.254 answered",
              "vrf6 fe80::51 answered",
              "bond 10.0.3.254 answered");
    }
    assertThat(shown(steps, "another slave for the master"))
        .contains("keepalived is master of any: false");
    assertThat(shown(steps, "keepalived is back"))
        .contains(routers("BACKUP", 3))
        .doesNotContain("254", "fe80::51", "203.0.113.0");
  }

  /**
   * The output of one step, without the output of the next step, and without what keepalived
   * meanwhile logged on the same console.
   */
  private static String shown(Map<String, String> steps, String step) {
    return steps
        .getOrDefault(step, "")
        .split("(?m)^-- ", -1)[0]
        .lines()
        .filter(line -> !line.startsWith("Keepalived"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String[] routers(String state, int transitions) {
    return Stream.of("vlan", "vrf", "vrf6", "bond")
        .map(each ->
            "%s is %s after %d transitions, rejected [], send errors 0"
                .formatted(each, state, transitions))
        .toArray(String[]::new);
  }
}
