package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;
import org.hactl.track.TrackSources.LinkState;
import org.hactl.track.TrackSources.Pool;
import org.hactl.track.TrackSources.Said;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrackEngineTest extends TestTracking {
  @Test
  void aRouterThatTracksNothingIsFine() {
    engine.configure(TrackStates.state(List.of(TrackStates.router("VI_1")), List.of(), List.of()));
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(loop.alarms()).isZero();
  }

  @Test
  void anInterfaceThatGoesDownAndComesBack() {
    world.links.put("eth1", LinkState.RUNNING);
    track(new TrackerSpec.Interface("uplink", "eth1", 500, 100), new TrackSpec("uplink", 0));
    assertThat(told()).containsExactly("VI_1 0");
    world.links.put("eth1", LinkState.DOWN);
    engine.interfaceChanged("eth1");
    loop.pass(99);
    assertThat(told()).isEmpty();
    assertThat(status().detail()).isEqualTo("eth1 is down, which does not count yet");
    loop.pass(1);
    assertThat(told()).containsExactly("VI_1 0 fault: uplink: eth1 is down since 00:00:00");
    world.links.put("eth1", LinkState.RUNNING);
    engine.interfacesUnsure();
    loop.pass(499);
    world.links.put("eth1", LinkState.DOWN);
    engine.interfaceChanged("eth1");
    world.links.put("eth1", LinkState.RUNNING);
    engine.interfaceChanged("eth1");
    loop.pass(499);
    assertThat(told()).as("the break restarted the delay").isEmpty();
    loop.pass(1);
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(status())
        .isEqualTo(
            new TrackerStatus("uplink", "interface", "true", 1_099, "eth1 is up", List.of("VI_1")));
    long year = Duration.ofDays(365).toMillis();
    loop.stepMillis = year;
    assertThat(status().sinceMillis()).as("as the set clock counts").isEqualTo(year + 1_099);
  }

  @Test
  void anInterfaceThatIsDownAtTheStartCountsAtOnce() {
    track(new TrackerSpec.Interface("uplink", "eth9", 500, 100), new TrackSpec("uplink", 0));
    assertThat(told()).containsExactly("VI_1 0 fault: uplink: eth9 does not exist since 00:00:00");
    engine.interfaceChanged("eth1");
    world.links.put("eth9", LinkState.UNKNOWN);
    engine.interfaceChanged("eth9");
    assertThat(told()).as("an unknown link state changes nothing").isEmpty();
  }

  @Test
  void aScriptThatFailsAsOftenAsItMust() {
    track(script(2, 2, true), new TrackSpec("gw", -20));
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(world.runs.getFirst().script.argv()).containsExactly("/opt/check", "-q");
    assertThat(world.runs.getFirst().script.user()).isEqualTo("nobody");
    world.runs.getLast().exit(1, "no route");
    assertThat(status().detail()).isEqualTo("exit 1: no route (12 ms), 1 in a row");
    loop.pass(1_000);
    world.runs.getLast().exit(1, "no route");
    assertThat(told()).containsExactly("VI_1 -20");
    assertThat(status().value()).isEqualTo("false");
    loop.pass(1_000);
    world.runs.getLast().exit(0, "");
    loop.pass(1_000);
    world.runs.getLast().exit(0, "");
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(world.runs).hasSize(4);
  }

  @Test
  void aScriptHasItsConfiguredInitialStateUntilItHasDecided() {
    track(script(1, 1, false), new TrackSpec("gw", 0));
    assertThat(told()).containsExactly("VI_1 0 fault: gw: it has not succeeded yet since 00:00:00");
    world.runs.getLast().exit(0, "");
    assertThat(told()).containsExactly("VI_1 0");
  }

  @Test
  void aScriptThatRunsIsNotRunTwice() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    loop.pass(2_500);
    assertThat(world.runs).hasSize(1);
    world.runs.getLast().timesOut();
    assertThat(status().detail()).isEqualTo("ended after 800 ms by its timeout (800 ms)");
    loop.pass(500);
    assertThat(world.runs).hasSize(2);
  }

  @Test
  void aScriptThatCannotBeEndedFails() {
    track(script(1, 2, true), new TrackSpec("gw", 0));
    loop.pass(4_900);
    told();
    loop.pass(200);
    assertThat(status().detail()).isEqualTo("it has run for 5 s and cannot be killed");
    assertThat(told()).containsExactly("VI_1 0 fault: gw: it cannot be killed since 00:00:05");
    assertThat(world.runs).hasSize(1);
  }

  @Test
  void aScriptThatIsNotRunFails() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    told();
    world.runs.getLast().refuse("will not run /opt/check as root: it can be written by every user");
    assertThat(told().getFirst()).contains("will not run /opt/check as root");
    assertThat(status().detail()).contains("can be written by every user");
  }

  @Test
  void aRunThatIsLostFailsOnlyWhenThisHasLastedForAnInterval() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    told();
    world.runs.getLast().isLost("the helper ended");
    assertThat(told()).isEmpty();
    assertThat(status().detail()).isEqualTo("its last run does not count: the helper ended");
    loop.pass(1_000);
    world.runs.getLast().exit(0, "");
    loop.pass(1_000);
    world.runs.getLast().isLost("the helper ended");
    assertThat(told()).as("a run in between begins the count again").isEmpty();
    loop.pass(1_000);
    world.runs.getLast().isLost("the helper ended");
    assertThat(told()).containsExactly("VI_1 0 fault: gw: the helper ended since 00:00:03");
  }

  @Test
  void aChangedOutputOfAFailedScriptIsNoChange() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    world.runs.getLast().exit(1, "12 ms");
    told();
    loop.pass(1_000);
    world.runs.getLast().exit(1, "13 ms");
    assertThat(told()).isEmpty();
    assertThat(status().detail()).contains("13 ms");
  }

  @Test
  void aSessionIsUndecidedUntilItHasBeenUp() {
    track(new TrackerSpec.Bfd("peer", "to-lvs2"), new TrackSpec("peer", 0));
    assertThat(told()).containsExactly("VI_1 0");
    world.sessions.put("to-lvs2", new Said(Truth.FALSE, "detection time expired"));
    engine.bfdChanged();
    assertThat(told()).containsExactly("VI_1 0 fault: peer: detection time expired since 00:00:00");
  }

  @Test
  void aServiceNeedsItsQuorum() {
    world.pools.put("shop", new Pool(1, 1, 3));
    track(new TrackerSpec.Service("web", "shop", 2), new TrackSpec("web", 0));
    assertThat(status().value()).isEqualTo("unknown");
    world.pools.put("shop", new Pool(1, 0, 3));
    engine.servicesChanged();
    assertThat(told())
        .containsExactly(
            "VI_1 0", "VI_1 0 fault: web: 1 of 3 real servers of shop are healthy since 00:00:00");
    world.pools.put("shop", new Pool(2, 0, 3));
    engine.servicesChanged();
    assertThat(told()).containsExactly("VI_1 0");
  }

  @Test
  void aServiceTrackerWithoutANumberFollowsTheQuorumOfTheService() {
    world.quorums.put("shop", new Said(Truth.TRUE, "the quorum of shop: 3 of 3 are there"));
    track(new TrackerSpec.Service("web", "shop", 0), new TrackSpec("web", 0));
    assertThat(status().value()).isEqualTo("true");
    world.quorums.put("shop", new Said(Truth.FALSE, "the quorum of shop: 1 of 3 are there"));
    engine.servicesChanged();
    assertThat(told().getLast()).contains("fault: web: the quorum of shop: 1 of 3 are there");
  }

  @Test
  void anUnchangedTrackerIsNotRestarted() {
    TrackSpec own = new TrackSpec("gw", 0);
    track(script(1, 1, true), own);
    world.runs.getLast().exit(1, "");
    loop.pass(400);
    told();
    track(script(1, 1, true), own, new TrackSpec("gw", -5));
    assertThat(told()).as("the same tracker with one more use").hasSize(1);
    assertThat(world.runs).hasSize(1);
    loop.pass(600);
    assertThat(world.runs).as("at its next regular time").hasSize(2);
    track(script(1, 3, true), own);
    assertThat(world.runs).as("a changed tracker starts again").hasSize(3);
    assertThat(world.runs.get(1).toldToEnd).isTrue();
    assertThat(told()).containsExactly("VI_1 0");
  }

  @Test
  void anUnusedTrackerIsNotRun() {
    HostState state =
        TrackStates.state(
            List.of(TrackStates.router("VI_1")), List.of(script(1, 1, true)), List.of());
    engine.configure(state);
    assertThat(world.runs).isEmpty();
    assertThat(status().detail()).isEqualTo("no router uses it");
    engine.configure(
        TrackStates.state(
            state.virtualRouters(),
            state.vrrp().trackers(),
            List.of(
                new SyncGroupSpec(
                    "G", List.of("VI_1"), List.of(new TrackSpec("gw", 0)), List.of()))));
    assertThat(world.runs).hasSize(1);
    assertThat(status().usedBy()).containsExactly("G");
  }

  @Test
  void aRouterThatIsAddedAgainGetsItsVerdictAgain() {
    world.links.put("eth1", LinkState.DOWN);
    TrackerSpec uplink = new TrackerSpec.Interface("uplink", "eth1", 0, 0);
    track(uplink, new TrackSpec("uplink", -9));
    assertThat(told()).containsExactly("VI_1 -9");
    engine.configure(TrackStates.state(List.of(), List.of(uplink), List.of()));
    track(uplink, new TrackSpec("uplink", -9));
    assertThat(told()).containsExactly("VI_1 -9");
  }

  @Test
  void anInvalidStateChangesNothing() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    assertThatThrownBy(() -> track(script(2, 1, true), new TrackSpec("gw or", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("VI_1 tracks \"gw or\": column 6");
    assertThat(world.runs).hasSize(1);
  }

  @Test
  void closingEndsAllScripts() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    told();
    engine.close();
    assertThat(world.runs.getLast().toldToEnd).isTrue();
    world.runs.getLast().exit(1, "");
    loop.pass(10_000);
    assertThat(world.runs).hasSize(1);
    assertThat(told()).isEmpty();
    assertThat(Set.copyOf(engine.status())).isEmpty();
  }

  private @Nullable Truth enough(int healthy, int undecided, int quorum) {
    return ServiceTracker.enough(new Pool(healthy, undecided, 9), quorum);
  }

  @Test
  void aServiceIsUnknownWhileUndecidedServersCouldReachItsQuorum() {
    assertThat(enough(2, 0, 2)).isEqualTo(Truth.TRUE);
    assertThat(enough(1, 1, 2)).isEqualTo(Truth.UNKNOWN);
    assertThat(enough(1, 0, 2)).isEqualTo(Truth.FALSE);
    assertThat(enough(0, 9, 0)).isEqualTo(Truth.TRUE);
  }
}
