package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.interop.LabKeepalived;
import org.hactl.vrrp.interop.PingLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A director of higher priority comes back and takes the role from a real daemon, while a client
 * pings the VIP every 10 ms and makes a new connection every 40 ms; {@code -Dpreemption.rounds=20}
 * repeats it.
 */
@Tag("lab")
@Timeout(400)
class PreemptionLabTest {
  private static final int ROUNDS = Integer.getInteger("preemption.rounds", 2);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String VIP = "192.168.0.254";

  @TempDir private Path folder;
  private final ClientAndTwoHosts lab = new ClientAndTwoHosts("pre");

  /** In all rounds. */
  private int lost;

  @BeforeEach
  void makeFolders() throws IOException {
    for (int host = 0; host < 2; host++) {
      Files.createDirectories(folder.resolve(lab.host(host)));
    }
  }

  @AfterEach
  void removeHosts() throws IOException {
    lab.close();
  }

  @Test
  void nothingIsLostWhenAnAgentPreemptsAnAgent() throws Exception {
    try (LabAgent low = start(1)) {
      for (int round = 0; round < ROUNDS; round++) {
        awaitState(low, "MASTER");
        Losses losses = new Losses();
        try (LabAgent high = start(0)) {
          awaitState(high, "MASTER");
          awaitState(low, "BACKUP");
          losses.afterASecond();
          assertThat(low.client().router("VI_1").reason()).isEqualTo("higher-priority-peer");
          losses.end("agent preempts agent");
          high.stop();
        }
      }
    }
    assertThat(lost).isZero();
  }

  @Test
  void nothingIsLostWhenKeepalivedPreemptsAnAgent() throws Exception {
    try (LabAgent low = start(1)) {
      for (int round = 0; round < ROUNDS; round++) {
        awaitState(low, "MASTER");
        Losses losses = new Losses();
        try (LabKeepalived high =
            LabKeepalived.start(lab.host(0), List.of(router(0).config()), "", "")) {
          awaitState(low, "BACKUP");
          losses.afterASecond();
          losses.end("keepalived preempts agent");
          high.stop();
        }
      }
    }
    assertThat(lost).isZero();
  }

  /** What a client loses from now on. */
  private final class Losses {
    private final RequestLoop requests = RequestLoop.start(lab.client(), VIP);
    private final PingLoop pings = PingLoop.start(lab.client(), VIP);

    Losses() {
      afterASecond();
    }

    void afterASecond() {
      requests.awaitSeconds(1);
    }

    void end(String what) throws InterruptedException {
      requests.close();
      PingLoop.Result pinged = pings.end();
      System.out.printf(
          "%s: %d of %d pings and %d of %d requests lost%n",
          what, pinged.lost(), pinged.sent(), requests.lost(), requests.sent());
      // The answer to the last ping may be under way.
      lost += Math.max(0, pinged.lost() - 1) + requests.lost();
    }
  }

  private LabAgent start(int host) throws IOException {
    LabAgent agent = LabAgent.start(lab.host(host), folder.resolve(lab.host(host)));
    agent.confirm(director(host));
    return agent;
  }

  private static void awaitState(LabAgent agent, String state) {
    await(state)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> agent.client().router("VI_1").state().equals(state));
  }

  private static VirtualRouterSpec router(int host) {
    return TestRouters.router("VI_1", 2, 51, "eth0", 150 - 50 * host, VIP + "/32");
  }

  private static HostState director(int host) {
    return HostState.builder("shop", "lvs" + (host + 1))
        .virtualRouters(List.of(router(host)))
        .build();
  }
}
