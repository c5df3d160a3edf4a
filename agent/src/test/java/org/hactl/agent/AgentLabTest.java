package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.api.DriftEntry;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.track.TrackStates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real daemon, as a process of its own in a network namespace of its own. Needs root. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class AgentLabTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String VIP = "192.168.0.254/24";

  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir private Path folder;
  private final String namespace =
      "hactl-agent-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  private @Nullable LabAgent agent;

  @BeforeEach
  void makeHost() throws Exception {
    run("ip", "netns", "add", namespace);
    run("ip", "-n", namespace, "link", "add", "eth0", "type", "veth", "peer", "name", "peer0");
    for (String link : List.of("lo", "peer0", "eth0")) {
      run("ip", "-n", namespace, "link", "set", link, "up");
    }
    run("ip", "-n", namespace, "addr", "add", "192.168.0.14/24", "dev", "eth0");
    restart();
  }

  @AfterEach
  void removeHost() throws Exception {
    if (agent != null) {
      agent.close();
    }
    run("ip", "netns", "del", namespace);
  }

  @Test
  void aDirectorLivesThroughDriftCrashAndStop() throws Exception {
    agent().confirm(director());
    await().atMost(TIMEOUT).until(() -> addresses("eth0").contains(VIP));
    assertThat(sysctl("net.ipv4.ip_forward")).isEqualTo("1");

    // The pass that follows a new role may find the first removal before the kernel reports it.
    for (int removals = 0; removals < 2; removals++) {
      run("ip", "-n", namespace, "addr", "del", VIP, "dev", "eth0");
      await().atMost(TIMEOUT).until(() -> addresses("eth0").contains(VIP));
    }
    await().atMost(TIMEOUT).until(() -> correctedDrifts().indexOf(FoundBy.NETLINK) == 0);

    run("ip", "netns", "exec", namespace, "sysctl", "-q", "-w", "net.ipv4.ip_forward=0");
    await().atMost(TIMEOUT).until(() -> sysctl("net.ipv4.ip_forward").equals("1"));

    agent().kill();
    assertThat(addresses("eth0"))
        .as("a killed agent leaves its addresses and services in place")
        .contains(VIP);
    restart();
    assertThat(agent().hello().generation()).isEqualTo(1);
    await().atMost(TIMEOUT).until(() -> addresses("eth0").contains(VIP));

    agent().stop();
    assertThat(addresses("eth0")).doesNotContain(VIP);
    assertThat(sysctl("net.ipv4.ip_forward")).isEqualTo("1");
  }

  @Test
  void aCrashBeforeTheConfirmationTakesEverythingBack() throws Exception {
    agent().confirm(state(List.of(), AddressResource.of("lo", "192.0.2.1/32")));
    Reply.Applied second =
        (Reply.Applied)
            agent()
                .ask(
                    new Request.Apply(
                        state(
                            List.of(),
                            AddressResource.of("lo", "192.0.2.2/32"),
                            new SysctlResource("net.ipv4.conf.lo.arp_ignore", "1")),
                        60_000));
    assertThat(second.errors()).isEmpty();
    assertThat(addresses("lo")).contains("192.0.2.2/32").doesNotContain("192.0.2.1/32");
    agent().kill();
    restart();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() ->
            assertThat(addresses("lo")).contains("192.0.2.1/32").doesNotContain("192.0.2.2/32"));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(sysctl("net.ipv4.conf.lo.arp_ignore")).isEqualTo("0"));
    await().atMost(TIMEOUT).until(() -> agent().hello().pendingGeneration() == 0);
  }

  @Test
  void trackersDecideTheRole() throws Exception {
    Path closed = folder.resolve("closed");
    run("ip", "-n", namespace, "link", "add", "d0", "type", "veth", "peer", "name", "d1");
    run("ip", "-n", namespace, "link", "set", "d0", "up");
    run("ip", "-n", namespace, "link", "set", "d1", "up");
    Process tracked = new ProcessBuilder("sleep", "4711").start();
    try {
      agent()
          .confirm(
              TrackStates.state(
                  List.of(TrackStates.router("VI_1", new TrackSpec("uplink and gate and web", 0))),
                  List.of(
                      new TrackerSpec.Interface("uplink", "d0", 0, 0),
                      new TrackerSpec.Script(
                          "gate",
                          List.of("/bin/sh", "-c", "test ! -e " + closed),
                          null,
                          100,
                          5_000,
                          1,
                          1,
                          true),
                      new TrackerSpec.Process(
                          "web", "sleep", List.of("4711"), 1, Integer.MAX_VALUE, 0, 0)),
                  List.of()));
      await().atMost(TIMEOUT).until(() -> addresses("eth0").contains(VIP));
      assertThat(status().trackers()).allMatch(each -> each.value().equals("true"));

      run("ip", "-n", namespace, "link", "set", "d0", "down");
      expectFault("uplink: d0 is down since ");
      run("ip", "-n", namespace, "link", "set", "d0", "up");
      await().atMost(TIMEOUT).until(() -> addresses("eth0").contains(VIP));

      Files.createFile(closed);
      expectFault("gate: exit 1 since ");
      Files.delete(closed);
      await().atMost(TIMEOUT).until(() -> addresses("eth0").contains(VIP));

      tracked.destroyForcibly();
      expectFault("web: 0 of sleep run, not 1 or more since ");
      assertThat(status().trackers().getLast().detail())
          .as("the kernel reports no process events in a namespace")
          .contains("counted once a second");
    } finally {
      tracked.destroyForcibly();
    }
  }

  private void expectFault(String why) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() ->
            assertThat(status().routers().getFirst())
                .satisfies(router -> {
                  assertThat(router.state()).isEqualTo("FAULT");
                  assertThat(router.reason()).contains("uplink and gate and web is false: " + why);
                }));
    await().atMost(TIMEOUT).until(() -> !addresses("eth0").contains(VIP));
  }

  private HostStatus status() throws IOException {
    return agent().client().status();
  }

  @Test
  void aRehearsalChangesNothing() throws Exception {
    String before = run("ip", "-o", "addr");
    Rehearsal.run();
    assertThat(run("ip", "-o", "addr")).isEqualTo(before);
  }

  private static HostState director() {
    VirtualRouterSpec router = TestRouters.router("VI_1", "eth0", VIP);
    return state(List.of(router), new SysctlResource("net.ipv4.ip_forward", "1"));
  }

  private static HostState state(List<VirtualRouterSpec> routers, Resource... resources) {
    return HostState.builder("shop", "lvs1")
        .resources(List.of(resources))
        .virtualRouters(routers)
        .build();
  }

  private LabAgent agent() {
    return Objects.requireNonNull(agent);
  }

  private void restart() throws IOException {
    agent = LabAgent.start(namespace, folder);
  }

  /** How each corrected drift was found, the newest first. */
  private List<FoundBy> correctedDrifts() throws IOException {
    return agent().client().drift().stream()
        .filter(DriftEntry::corrected)
        .map(DriftEntry::foundBy)
        .toList();
  }

  /** The IPv4 addresses that {@code ip} lists. */
  private List<String> addresses(String interfaceName) throws Exception {
    List<String> found = new ArrayList<>();
    for (String line :
        run("ip", "-n", namespace, "-o", "-4", "addr", "show", "dev", interfaceName)
            .lines()
            .toList()) {
      String[] words = line.trim().split("\\s+", -1);
      found.add(words[3]);
    }
    return found;
  }

  private String sysctl(String key) throws Exception {
    return run("ip", "netns", "exec", namespace, "sysctl", "-n", key).strip();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).directory(new File("/")).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + output).isZero();
    return output;
  }
}
