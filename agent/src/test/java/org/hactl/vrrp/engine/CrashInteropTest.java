package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crash is not a failover. */
@Tag("lab")
@Timeout(180)
class CrashInteropTest {
  @TempDir private Path folder;

  @Test
  void aKilledMasterIsMasterAgainAndKeepalivedNoticesNothing() throws Exception {
    try (LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1")) {
      Process first = start(network, "first");
      Process second = null;
      try {
        awaitLine("first", "master advert-timeout");
        try (LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(LabEngineMain.config(), 100), "1111")) {
          Awaitility.await("keepalived is backup")
              .atMost(Duration.ofSeconds(30))
              .until(() -> keepalived.log().contains("BACKUP STATE"));
          first.destroyForcibly().waitFor();
          second = start(network, "second");
          awaitLine("second", "master resumed");
          // Longer than keepalived's down timer, which a lost role would have run out.
          Awaitility.await("keepalived stays backup")
              .during(Duration.ofSeconds(11))
              .atMost(Duration.ofSeconds(20))
              .until(() -> !keepalived.isMaster());
          assertThat(keepalived.log()).doesNotContain("MASTER STATE");
        }
      } finally {
        first.destroyForcibly().waitFor();
        if (second != null) {
          second.destroyForcibly().waitFor();
        }
      }
    }
  }

  private Process start(LabNetwork network, String name) throws IOException {
    return new ProcessBuilder(
            "ip",
            "netns",
            "exec",
            network.ours(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            LabEngineMain.class.getName(),
            folder.resolve("roles").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name).toFile())
        .start();
  }

  private void awaitLine(String name, String line) {
    Awaitility.await(line)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Files.readString(folder.resolve(name)).contains(line));
  }
}
