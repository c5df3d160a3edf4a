package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two directors with the real daemon hand a virtual router to and fro while a client makes a new
 * connection every 40 ms; {@code -Dhandover.rounds=20} repeats it.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(400)
class HandOverLabTest {
  private static final int ROUNDS = Integer.getInteger("handover.rounds", 2);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String VIP = "192.168.0.254";

  @TempDir private Path folder;
  private final ClientAndTwoHosts lab = new ClientAndTwoHosts("hand");
  private final List<LabAgent> agents = new ArrayList<>();

  @BeforeEach
  void makeHosts() throws IOException {
    for (int host = 0; host < 2; host++) {
      String name = host(host);
      agents.add(LabAgent.start(name, Files.createDirectory(folder.resolve(name))));
      agents.get(host).confirm(director(host));
    }
    await().atMost(TIMEOUT).until(() -> state(0).equals("MASTER") && state(1).equals("BACKUP"));
  }

  @AfterEach
  void removeHosts() throws IOException {
    agents.forEach(LabAgent::close);
    lab.close();
  }

  @Test
  void noRequestIsLostByHandOvers() throws Exception {
    List<Long> took = new ArrayList<>();
    try (RequestLoop requests = RequestLoop.start(lab.client(), VIP)) {
      for (int round = 0; round < ROUNDS; round++) {
        int from = round % 2;
        await().atMost(TIMEOUT).until(() -> state(from).equals("MASTER"));
        requests.awaitMore(12);
        long began = System.nanoTime();
        assertThat(agents.get(from).ask(new Request.HandOver("VI_1", "ann@desk")))
            .isEqualTo(new Reply.Done());
        await()
            .atMost(TIMEOUT)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> state(1 - from).equals("MASTER") && state(from).equals("BACKUP"));
        took.add((System.nanoTime() - began) / 1_000_000);
        assertThat(router(from).reason()).isEqualTo("operator: handed over by ann@desk");
      }
      System.out.printf(
          "%d hand-overs between agents: %d of %d requests lost; ms: %s%n",
          ROUNDS, requests.lost(), requests.sent(), took);
      assertThat(requests.lost()).isZero();
    }
  }

  @Test
  void noRequestIsLostByAStopAndAHigherPriorityWaitsAfterAHandOver() throws Exception {
    try (RequestLoop requests = RequestLoop.start(lab.client(), VIP)) {
      requests.awaitMore(12);
      long began = System.nanoTime();
      agents.get(0).stop();
      long tookMillis = (System.nanoTime() - began) / 1_000_000;
      requests.awaitSeconds(1);
      System.out.printf(
          "stop of the master: %d of %d requests lost; it took %d ms%n",
          requests.lost(), requests.sent(), tookMillis);
      assertThat(state(1)).isEqualTo("MASTER");
      assertThat(requests.lost()).isZero();
    }
    agents.set(0, LabAgent.start(host(0), folder.resolve(host(0))));
    await().atMost(TIMEOUT).until(() -> state(0).equals("MASTER"));
    agents.get(0).ask(new Request.HandOver("VI_1", "ann@desk"));
    await().atMost(TIMEOUT).until(() -> state(0).equals("BACKUP"));
    agents.get(0).stop();
    agents.set(0, LabAgent.start(host(0), folder.resolve(host(0))));
    await().atMost(TIMEOUT).until(() -> router(0).masterAddress() != null);
    long heard = router(0).counters().getOrDefault("advertisements-received", 0L);
    await()
        .atMost(TIMEOUT)
        .until(() -> router(0).counters().getOrDefault("advertisements-received", 0L) > heard + 6);
    assertThat(router(0).state()).as("longer than its down timer").isEqualTo("BACKUP");
    assertThat(router(0).reason()).isEqualTo("operator: handed over by ann@desk");
    agents.get(1).kill();
    await().atMost(TIMEOUT).until(() -> state(0).equals("MASTER"));
  }

  private RouterView router(int host) throws IOException {
    return agents.get(host).client().router("VI_1");
  }

  private String state(int host) throws IOException {
    return router(host).state();
  }

  private String host(int host) {
    return lab.host(host);
  }

  private static HostState director(int host) {
    VirtualRouterSpec router =
        TestRouters.router("VI_1", 2, 51, "eth0", 150 - 50 * host, VIP + "/24");
    return HostState.builder("shop", "lvs" + (host + 1)).virtualRouters(List.of(router)).build();
  }
}
