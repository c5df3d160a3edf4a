package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.hactl.module.kernel.UmlGuest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Our engine and FRR's vrrpd, version 3 in both families, in a guest (package user-mode-linux):
 * vrrpd needs macvlan, which not every kernel has.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class FrrInteropTest {
  @TempDir private Path folder;

  @Test
  void takesTheRolesFromFrrAndGivesThemBack() throws Exception {
    Map<String, String> steps = UmlGuest.run(FrrGuest.class, folder);
    assertThat(steps.keySet())
        .as("%s", steps)
        .containsExactly(
            "boot",
            "frr alone",
            "hactl has the higher priority",
            "hactl stopped",
            "hactl has the lower priority",
            "frr was killed",
            "frr is back",
            "end");
    assertThat(steps.getOrDefault("frr is back", "").lines())
        .contains("rejected by v4: {}", "rejected by v6: {}");
  }
}
