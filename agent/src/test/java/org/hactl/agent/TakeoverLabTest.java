package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.hactl.api.Event;
import org.hactl.api.HostStatus;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.vrrp.interop.LabNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Real agents whose processes are replaced while they run; {@code -Dtakeover.rounds=20} repeats it.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(470)
class TakeoverLabTest {
  private static final String OWN = "192.0.2.2";
  private static final String PEER = "192.0.2.1";
  private static final String VIP = "192.0.2.100";
  private static final int TAKEOVERS = Integer.getInteger("takeover.rounds", 2);

  /** Longer than the backup's down timer, as a start on a slow host. */
  private static final Duration STOPPED = Duration.ofSeconds(5);

  /** One advertisement interval of a second, with a ping each 20 ms. */
  private static final int PINGS_OF_AN_INTERVAL = 50;

  @TempDir private Path folder;

  @Test
  void theMastersProcessIsReplacedAgainAndAgainAndNothingIsLost() throws Exception {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabAgent master = start(network.ours(), "master", 150);
        LabAgent backup = start(network.peers(), "backup", 100)) {
      awaitRoles(master, backup);
      HostStatus.RouterView before = master.client().router("VI_1");
      long sent = sent(before);
      int seen = transitions(backup).size();
      int ours = transitions(master).size();
      Process ping = ping(network.peers());
      for (int time = 0; time < TAKEOVERS; time++) {
        Process successor = master.successor();
        if (time == 0) {
          stopAndContinue(successor);
        }
        master.replacedBy(successor);
        HostStatus.RouterView after = master.client().router("VI_1");
        assertThat(after.state()).as(master.log()).isEqualTo("MASTER");
        assertThat(after.reason()).isEqualTo(before.reason());
        assertThat(after.sinceMillis() - before.sinceMillis()).isBetween(-1_000L, 1_000L);
        assertThat(sent(after)).as("packets are counted on").isGreaterThan(sent);
        sent = sent(after);
      }
      String pinged = end(ping);
      assertThat(transitions(backup)).as(backup.log()).hasSize(seen);
      assertThat(transitions(master)).as(master.log()).hasSize(ours);
      assertThat(pinged).contains(" 0% packet loss");
      System.out.println(pinged);
      master.log().lines().filter(line -> line.contains("took over")).forEach(System.out::println);
    }
  }

  @Test
  void aSuccessorThatIsKilledChangesNothing() throws Exception {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabAgent master = start(network.ours(), "master", 150);
        LabAgent backup = start(network.peers(), "backup", 100)) {
      awaitRoles(master, backup);
      int seen = transitions(backup).size();
      int ours = transitions(master).size();
      Process ping = ping(network.peers());
      for (int millis = 500; millis < 4_000; millis += 500) {
        Process successor = master.successor();
        if (!successor.waitFor(millis, TimeUnit.MILLISECONDS)) {
          successor.destroyForcibly().waitFor();
        }
        Awaitility.await("the old process answers or has ended")
            .atMost(Duration.ofSeconds(40))
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(
                () -> !master.isAlive() || master.client().router("VI_1").state().equals("MASTER"));
        if (!master.isAlive()) {
          // The successor had taken over already, so this was a crash of the agent itself.
          break;
        }
        assertThat(transitions(master)).hasSize(ours);
      }
      assertThat(transitions(backup)).as(backup.log()).hasSize(seen);
      assertThat(end(ping)).contains(" 0% packet loss");
    }
  }

  @Test
  void aStopAtTheMomentOfATakeoverHandsTheRoleOver() throws Exception {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabAgent master = start(network.ours(), "master", 150);
        LabAgent backup = start(network.peers(), "backup", 100)) {
      awaitRoles(master, backup);
      Process ping = ping(network.peers());
      Process successor = master.successor();
      Path heir = folder.resolve("master/heir");
      Awaitility.await("the service manager is told that the new process is the agent")
          .atMost(Duration.ofSeconds(40))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> Files.exists(heir) && Files.size(heir) > 1);
      successor.destroy();
      assertThat(successor.waitFor(40, TimeUnit.SECONDS)).isTrue();
      Awaitility.await("the other host takes over")
          .atMost(Duration.ofSeconds(40))
          .until(() -> backup.client().router("VI_1").state().equals("MASTER"));
      assertThat(backup.client().router("VI_1").reason())
          .as(master.log())
          .isEqualTo("priority-zero");
      // A role that is lost instead costs at least three seconds of pings.
      assertThat(lost(end(ping))).as(master.log()).isLessThan(PINGS_OF_AN_INTERVAL);
    }
  }

  private static long sent(HostStatus.RouterView router) {
    return router.counters().getOrDefault("advertisements-sent", 0L);
  }

  private static List<Event.RouterChanged> transitions(LabAgent agent) throws Exception {
    return agent.client().events(Event.RouterChanged.class);
  }

  private LabAgent start(String namespace, String name, int priority) throws Exception {
    LabNetwork.run("ip", "-n", namespace, "link", "set", "lo", "up");
    LabAgent agent = LabAgent.start(namespace, Files.createDirectory(folder.resolve(name)));
    agent.confirm(
        HostState.builder("shop", name)
            .virtualRouters(
                List.of(
                    TestRouters.router("VI_1", 3, 51, LabNetwork.INTERFACE, priority, VIP + "/24")))
            .build());
    return agent;
  }

  private static void awaitRoles(LabAgent master, LabAgent backup) {
    Awaitility.await("one master")
        .atMost(Duration.ofSeconds(40))
        .until(() ->
            master.client().router("VI_1").state().equals("MASTER")
                && backup.client().router("VI_1").state().equals("BACKUP"));
  }

  private static void stopAndContinue(Process process) throws Exception {
    LabNetwork.run("kill", "-STOP", Long.toString(process.pid()));
    assertThat(process.waitFor(STOPPED.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    LabNetwork.run("kill", "-CONT", Long.toString(process.pid()));
  }

  private static Process ping(String namespace) throws Exception {
    return new ProcessBuilder(
            "ip", "netns", "exec", namespace, "ping", "-q", "-i", "0.02", "-w", "300", VIP)
        .redirectErrorStream(true)
        .start();
  }

  /** Ends the pings, and returns the summary. */
  private static String end(Process ping) throws Exception {
    LabNetwork.run("kill", "-INT", Long.toString(ping.pid()));
    String said = new String(ping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher summary = Pattern.compile("(?m)^.*packet loss.*$").matcher(said);
    assertThat(summary.find()).as(said).isTrue();
    return summary.group();
  }

  private static int lost(String summary) {
    Matcher counts =
        Pattern.compile("(\\d+) packets transmitted, (\\d+) received").matcher(summary);
    assertThat(counts.find()).as(summary).isTrue();
    return Integer.parseInt(counts.group(1)) - Integer.parseInt(counts.group(2));
  }
}
