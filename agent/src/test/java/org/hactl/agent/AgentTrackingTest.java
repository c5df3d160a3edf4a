package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.agent.engines.FakeBfd;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.track.TrackStates;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.junit.jupiter.api.Test;

/** Files, scripts, BFD sessions and services that the agent tracks act on the virtual routers. */
class AgentTrackingTest extends RunningAgent {
  @Test
  void aTrackersResultReachesTheRouter() throws IOException {
    Path load = host.options.stateDir().resolveSibling("load");
    Files.writeString(load, "-30");
    agent.confirm(
        TrackStates.state(
            List.of(TrackStates.router("VI_1", new TrackSpec("load", 1), new TrackSpec("gw", 0))),
            List.of(
                new TrackerSpec.File("load", load.toString(), null),
                new TrackerSpec.Script("gw", List.of("check"), null, 60_000, 1_000, 1, 1, true)),
            List.of()));
    await()
        .untilAsserted(() ->
            assertThat(host.vrrp().verdicts.get("VI_1"))
                .satisfies(verdict -> {
                  assertThat(verdict.priorityOffset()).isEqualTo(-30);
                  assertThat(verdict.fault()).contains("gw: exit 1 since ");
                }));
    Files.writeString(load, "4");
    await()
        .untilAsserted(() ->
            assertThat(host.vrrp().verdicts.get("VI_1"))
                .satisfies(verdict -> assertThat(verdict.priorityOffset()).isEqualTo(4)));
    assertThat(agent.status().trackers())
        .extracting(each -> each.name() + " " + each.kind() + " " + each.value())
        .containsExactly("gw script false", "load file 4");
    assertThat(agent.apply(tracking("load or")).errors())
        .singleElement()
        .asString()
        .contains("column 8");
  }

  @Test
  void aRouterIsInFaultWhenItsTrackedSessionIsDown() throws IOException {
    agent.confirm(withSession());
    FakeBfd engine = host.bfd();
    assertThat(engine.sessions).extracting(BfdConfig::name).containsExactly("to-gw");
    engine.become("to-gw", BfdState.INIT, BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US);
    await().until(() -> agent.status().trackers().getFirst().value().equals("true"));
    assertThat(host.vrrp().verdicts.get("VI_1")).isEqualTo(TrackVerdict.FINE);
    engine.become("to-gw", BfdState.UP, BfdState.DOWN, BfdReason.DETECTION_TIME_EXPIRED);
    await()
        .untilAsserted(() ->
            assertThat(host.vrrp().verdicts.get("VI_1"))
                .satisfies(verdict ->
                    assertThat(verdict.fault())
                        .contains("BFD session to-gw is down (detection-time-expired)")));
  }

  @Test
  void routersRunEvenIfBfdCannot() throws IOException {
    agent.confirm(withSession());
    host.stop();
    host.bfdRefuses = "too many open files";
    host.start();
    assertThat(host.vrrp().routers).extracting(RouterConfig::name).containsExactly("VI_1");
    assertThat(agent.status().errors())
        .singleElement()
        .asString()
        .contains("BFD cannot run on this host: open a socket: too many open files");
  }

  @Test
  void aHealthyTrackedServiceIsNoFaultAfterARestartOfTheAgent() throws IOException {
    HostState plain = director();
    VirtualRouterSpec router =
        plain.virtualRouters().getFirst().tracking(List.of(new TrackSpec("pool", 0)));
    agent.confirm(
        plain.toBuilder()
            .virtualRouters(List.of(router))
            .vrrp(
                new VrrpPolicy(
                    List.of(),
                    List.of(new TrackerSpec.Service("pool", "web", 2)),
                    List.of(),
                    List.of(),
                    List.of(),
                    false))
            .build());
    assertThat(host.vrrp().told).isNotEmpty().allMatch(verdict -> verdict.fault() == null);
    host.stop();
    host.start();
    assertThat(agent.status().generation()).isEqualTo(1);
    assertThat(host.vrrp().told).isNotEmpty().allMatch(verdict -> verdict.fault() == null);
  }

  private static HostState withSession() {
    BfdConfig session =
        BfdFixtures.named(
            BfdFixtures.with("192.168.0.1", null, null, 50, 50, 3, false, false, 255), "to-gw");
    HostState plain =
        TrackStates.state(
            List.of(TrackStates.router("VI_1", new TrackSpec("gw", 0))),
            List.of(new TrackerSpec.Bfd("gw", "to-gw")),
            List.of());
    return plain.toBuilder()
        .vrrp(
            new VrrpPolicy(
                List.of(), plain.vrrp().trackers(), List.of(session), List.of(), List.of(), false))
        .build();
  }

  private static HostState tracking(String expression) {
    return TrackStates.state(
        List.of(TrackStates.router("VI_1", new TrackSpec(expression, 0))), List.of(), List.of());
  }
}
