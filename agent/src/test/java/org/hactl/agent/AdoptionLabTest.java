package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.interop.LabNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A pair of real keepalived daemons, whose master is taken over while a client makes a new
 * connection every 40 ms. Needs root.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(200)
class AdoptionLabTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final String VIP = "192.168.0.254";

  @TempDir private Path folder;
  private final ClientAndTwoHosts lab = new ClientAndTwoHosts("adopt");
  private final List<Process> processes = new ArrayList<>();
  private @Nullable LabAgent agent;

  @BeforeEach
  void makeHosts() throws Exception {
    keepalived(0);
    keepalived(1);
    await().atMost(TIMEOUT).until(() -> holdsVip(0) && log(1).contains("BACKUP STATE"));
    startAgent();
  }

  private void startAgent() throws IOException {
    Files.createDirectories(folder.resolve("agent/run"));
    agent = LabAgent.start(host(0), folder.resolve("agent"));
  }

  private LabAgent agent() {
    return Objects.requireNonNull(agent);
  }

  @AfterEach
  void removeHosts() throws Exception {
    if (agent != null) {
      agent.close();
    }
    for (Process process : processes) {
      process.destroy();
      process.waitFor();
    }
    if (Files.exists(pidFile(0))) {
      ProcessHandle.of(Long.parseLong(Files.readString(pidFile(0)).strip()))
          .ifPresent(ProcessHandle::destroy);
    }
    lab.close();
  }

  @Test
  void theMasterBecomesOursWithoutATransitionOfItsPeerAndAGenerationThatGoesBackStartsIt()
      throws Exception {
    int transitions = transitionsOfThePeer();
    Reply.Applied adopted;
    try (RequestLoop requests = RequestLoop.start(lab.client(), VIP)) {
      requests.awaitMore(12);
      long began = System.nanoTime();
      adopted =
          (Reply.Applied) agent().ask(new Request.Apply(director(), 120_000, null, service(0)));
      long tookMillis = (System.nanoTime() - began) / 1_000_000;
      assertThat(adopted.errors()).as(agent().log()).isEmpty();
      assertThat(agent().client().router("VI_1").state()).as(agent().log()).isEqualTo("MASTER");
      long sent = advertisements();
      await().atMost(TIMEOUT).until(() -> advertisements() > sent + 5);
      System.out.printf(
          "adoption: %d of %d requests lost; the apply took %d ms%n",
          requests.lost(), requests.sent(), tookMillis);
      assertThat(requests.lost()).isZero();
    }
    assertThat(transitionsOfThePeer()).as(log(1)).isEqualTo(transitions);
    assertThat(processes.getFirst().isAlive()).isFalse();
    assertThat(holdsVip(1)).isFalse();

    agent().ask(new Request.Rollback(adopted.generation()));
    await()
        .atMost(TIMEOUT)
        .until(() -> log(0).contains("Starting VRRP child process") && holdsVip(0));
    assertThat(agent().client().status().routers()).isEmpty();
    assertThat(Files.exists(folder.resolve("agent/state/predecessor"))).isFalse();
  }

  @Test
  void anAgentThatIsKilledBeforeTheConfirmationStartsItAgain() throws Exception {
    Reply.Applied adopted =
        (Reply.Applied) agent().ask(new Request.Apply(director(), 120_000, null, service(0)));
    assertThat(adopted.errors()).as(agent().log()).isEmpty();
    assertThat(processes.getFirst().waitFor()).isNotZero();
    Files.delete(pidFile(0));
    agent().kill();
    startAgent();
    await().atMost(TIMEOUT).until(() -> Files.exists(pidFile(0)) && holdsVip(0));
    await().atMost(TIMEOUT).until(() -> agent().hello().pendingGeneration() == 0);
  }

  private long advertisements() throws IOException {
    return agent().client().router("VI_1").counters().getOrDefault("advertisements-sent", 0L);
  }

  private void keepalived(int host) throws IOException {
    Path file = folder.resolve(host + ".conf");
    Files.writeString(
        file,
        """
        vrrp_instance VI_1 {
          state BACKUP
          interface eth0
          virtual_router_id 51
          priority %d
          advert_int 1
          virtual_ipaddress {
            %s/32
          }
        }
        """
            .formatted(priority(host), VIP));
    processes.add(
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                host(host),
                "keepalived",
                "-n",
                "-P",
                "-l",
                "-D",
                "-f",
                file.toString(),
                "-p",
                pidFile(host).toString(),
                "-r",
                folder.resolve(host + ".vrrp.pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(host + ".log").toFile())
            .start());
  }

  private static int priority(int host) {
    return 150 - 50 * host;
  }

  private int transitionsOfThePeer() throws IOException {
    return log(1).split("Entering ", -1).length;
  }

  private String log(int host) throws IOException {
    return Files.readString(folder.resolve(host + ".log"));
  }

  private boolean holdsVip(int host) {
    return LabNetwork.hasAddress(host(host), "eth0", VIP);
  }

  private String host(int host) {
    return lab.host(host);
  }

  /** The name under which the agent finds the pid file; both namespaces have one file system. */
  private String service(int host) {
    return host(host);
  }

  private Path pidFile(int host) {
    return Path.of("/run", service(host) + ".pid");
  }

  private static HostState director() {
    VirtualRouterSpec router = TestRouters.router("VI_1", 2, 51, "eth0", priority(0), VIP + "/32");
    return HostState.builder("shop", "lvs1").virtualRouters(List.of(router)).build();
  }
}
