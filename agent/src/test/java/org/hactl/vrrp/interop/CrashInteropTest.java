package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.hactl.vrrp.engine.VrrpEngine;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** After a crash of our process, the role does not move to keepalived. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
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
            LabKeepalived.start(network, withPriority(EngineMain.config(), 100), "1111")) {
          Awaitility.await("keepalived is backup")
              .atMost(Duration.ofSeconds(30))
              .until(() -> keepalived.log().contains("BACKUP STATE"));
          first.destroyForcibly().waitFor();
          second = start(network, "second");
          awaitLine("second", "master resumed");
          // Longer than keepalived's down timer, which runs out if the master is lost.
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
            EngineMain.class.getName(),
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

  /**
   * An engine in a process of its own, which a test can kill. It prints one line for each
   * transition.
   */
  static final class EngineMain {
    private EngineMain() {}

    /** Slow enough that a new process is up within the limit on a busy machine. */
    static RouterConfig config() {
      return Fixtures.router(
          VrrpVersion.V2, 200, Duration.ofSeconds(3), Fixtures.PASS_1111, "192.0.2.254");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
      VrrpEngine engine =
          VrrpEngine.start(
              event -> {
                if (event instanceof Transition transition) {
                  System.out.println(
                      transition.to().name().toLowerCase(Locale.ROOT)
                          + " "
                          + transition.reason().text());
                }
              },
              Path.of(args[0]),
              false);
      engine.configure(List.of(config()));
      new CountDownLatch(1).await();
    }
  }
}
