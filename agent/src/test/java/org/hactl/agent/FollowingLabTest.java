package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteVersion;
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
 * Two real daemons. A run ends after it has confirmed lvs1, and lvs2 confirms its first generation
 * because it hears that.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class FollowingLabTest {
  private static final SiteKey KEY = SiteKey.of(1, new byte[SiteKey.BYTES]);
  private static final HostState ONE = state("lvs1", 150);
  private static final HostState TWO = state("lvs2", 100);
  private static final SiteVersion VERSION = AgentClient.version(9, ONE, TWO);

  @TempDir private Path folder;

  @Test
  void aDirectorFollowsTheOneThatWasConfirmed() throws Exception {
    Files.createDirectories(folder.resolve("lvs1"));
    Files.createDirectories(folder.resolve("lvs2"));
    try (LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1");
        LabAgent lvs1 = LabAgent.start(network.ours(), folder.resolve("lvs1"));
        LabAgent lvs2 = LabAgent.start(network.peers(), folder.resolve("lvs2"))) {
      for (LabAgent each : List.of(lvs1, lvs2)) {
        assertThat(each.ask(new Request.HoldKey(KEY))).isInstanceOf(Reply.Done.class);
      }
      Reply.Applied first = reached(lvs1, ONE);
      reached(lvs2, TWO);
      lvs1.client().confirm(first);
      Awaitility.await("lvs2 has confirmed its generation")
          .atMost(Duration.ofSeconds(30))
          .until(() -> lvs2.client().status().confirmed());
      assertThat(lvs2.client().events(Event.GenerationChanged.class))
          .extracting(each -> each.step() + " " + each.detail())
          .contains("CONFIRMED lvs1 has confirmed serial 9");
    }
  }

  private static Reply.Applied reached(LabAgent agent, HostState state) throws IOException {
    Reply.Applied applied = agent.client().apply(state, VERSION);
    assertThat(applied.errors()).isEmpty();
    assertThat(agent.ask(new Request.Extend(applied.generation(), 600_000, Stage.REACHED)))
        .isInstanceOf(Reply.Done.class);
    return applied;
  }

  private static HostState state(String host, int priority) {
    VirtualRouterSpec router =
        TestRouters.router("VI_1", 3, 51, LabNetwork.INTERFACE, priority, "192.0.2.254/24");
    return HostState.builder("shop", host).virtualRouters(List.of(router)).build();
  }
}
