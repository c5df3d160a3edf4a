package org.hactl.module.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.hactl.module.kernel.UmlGuest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The threads of a real kernel (package user-mode-linux), judged by {@code ipvsadm}. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class ConnectionSyncGuestLabTest {
  @TempDir Path folder;

  @Test
  void ipvsadmSeesTheThreads() throws Exception {
    Map<String, String> steps = UmlGuest.run(ConnectionSyncGuest.class, folder);

    assertThat(steps).containsKey("end");
    assertThat(steps.getOrDefault("both", ""))
        .contains("master sync daemon (mcast=dummy0, syncid=51")
        .contains("backup sync daemon (mcast=dummy0, syncid=51");
    assertThat(steps.getOrDefault("changed", ""))
        .contains(
            "master sync daemon (mcast=dummy0, syncid=52, maxlen=1000, group=224.0.0.90, port=8849,"
                + " ttl=3)")
        .doesNotContain("backup");
    assertThat(steps.getOrDefault("repaired", "")).isEqualTo(steps.get("changed"));
    assertThat(steps.getOrDefault("removed", "")).doesNotContain("sync daemon");
  }
}
