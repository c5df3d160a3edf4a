package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.api.Event;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteKey;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.interop.LabNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two real daemons. lvs1 has the higher priority and is off while the VIP is changed on lvs2; it
 * must not take the role back with its old VIP, unless lvs2 is gone.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class OlderSiteLabTest {
  private static final SiteKey KEY = SiteKey.of(1, new byte[SiteKey.BYTES]);
  private static final String OLD_VIP = "192.0.2.254";
  private static final String NEW_VIP = "192.0.2.253";

  @TempDir private Path folder;

  @Test
  void aDirectorWithAnOlderSiteDoesNotPreemptAHealthyNewerOne() throws Exception {
    Files.createDirectories(folder.resolve("lvs1"));
    Files.createDirectories(folder.resolve("lvs2"));
    try (LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1")) {
      LabAgent lvs1 = lvs1(network);
      LabAgent lvs2 = lvs2(network);
      try {
        for (LabAgent each : List.of(lvs1, lvs2)) {
          assertThat(each.ask(new Request.HoldKey(KEY))).isInstanceOf(Reply.Done.class);
        }
        apply(lvs1, "lvs1", 7, OLD_VIP);
        apply(lvs2, "lvs2", 7, OLD_VIP);
        await("lvs1 preempts").until(() -> isMaster(lvs1) && !isMaster(lvs2));
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve("lvs1/state/site-key"))))
            .isEqualTo("rw-------");
        lvs1.stop();

        await("lvs2 takes over").until(() -> isMaster(lvs2));
        apply(lvs2, "lvs2", 9, NEW_VIP);

        LabAgent again = lvs1(network);
        try {
          await("lvs1 knows that it is older")
              .untilAsserted(() ->
                  assertThat(router(again).rank())
                      .isEqualTo("older site version (7 of 9): does not preempt lvs2"));
          Awaitility.await()
              .during(Duration.ofSeconds(8))
              .atMost(Duration.ofSeconds(12))
              .until(() -> isMaster(lvs2) && !isMaster(again));
          assertThat(again.client().events(Event.OlderSite.class))
              .extracting(each ->
                  "%d %d %s %s"
                      .formatted(each.serial(), each.newest(), each.peer(), each.routers()))
              .containsExactly("7 9 lvs2 [VI_1]");
          assertThat(holds(network.peers(), NEW_VIP)).isTrue();
          assertThat(holds(network.ours(), OLD_VIP)).isFalse();

          lvs2.kill();
          await("an older director is better than none").until(() -> isMaster(again));
          LabAgent back = lvs2(network);
          try {
            await("lvs1 gives the role up").until(() -> isMaster(back) && !isMaster(again));
            assertThat(again.client().events(Event.RouterChanged.class))
                .extracting(each -> each.to() + " " + each.reason())
                .contains("MASTER advert-timeout", "BACKUP older-site");

            apply(again, "lvs1", 9, NEW_VIP);
            await("lvs1 preempts again").until(() -> isMaster(again) && !isMaster(back));
            assertThat(router(again).rank()).isNull();
            assertThat(again.client().events(Event.OlderSiteOver.class)).hasSize(1);
            assertThat(again.log()).doesNotContain(KEY.value());
          } finally {
            back.close();
          }
        } finally {
          again.close();
          System.out.println(again.log());
        }
      } finally {
        lvs1.close();
        lvs2.close();
      }
    }
  }

  private LabAgent lvs1(LabNetwork network) throws IOException {
    return LabAgent.start(network.ours(), folder.resolve("lvs1"));
  }

  private LabAgent lvs2(LabNetwork network) throws IOException {
    return LabAgent.start(network.peers(), folder.resolve("lvs2"));
  }

  private static void apply(LabAgent agent, String host, long serial, String vip)
      throws IOException {
    HostState lvs1 = state("lvs1", 150, vip);
    HostState lvs2 = state("lvs2", 100, vip);
    Reply.Applied applied =
        agent
            .client()
            .apply(host.equals("lvs1") ? lvs1 : lvs2, AgentClient.version(serial, lvs1, lvs2));
    assertThat(applied.errors()).isEmpty();
    agent.client().confirm(applied);
  }

  private static HostState state(String host, int priority, String vip) {
    VirtualRouterSpec router =
        TestRouters.router("VI_1", 3, 51, LabNetwork.INTERFACE, priority, vip + "/24");
    return HostState.builder("shop", host).virtualRouters(List.of(router)).build();
  }

  private static HostStatus.RouterView router(LabAgent agent) throws IOException {
    return agent.client().router("VI_1");
  }

  private static boolean isMaster(LabAgent agent) throws IOException {
    return router(agent).state().equals("MASTER");
  }

  private static boolean holds(String namespace, String address) {
    return LabNetwork.hasAddress(namespace, LabNetwork.INTERFACE, address);
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50));
  }
}
