package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.ProcessInfo;
import org.hactl.track.TrackSources.FileReading;
import org.hactl.track.TrackSources.LinkState;
import org.hactl.track.TrackSources.Pool;
import org.hactl.track.TrackSources.Said;
import org.hactl.vrrp.model.TrackVerdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrackEngineTest {
  private final FakeWorld world = new FakeWorld();
  private final FakeLoop loop = new FakeLoop();
  private final List<String> told = new ArrayList<>();
  private final TrackEngine engine =
      new TrackEngine(world.sources(), this::tell, loop, ZoneOffset.UTC);

  private void tell(String router, TrackVerdict verdict) {
    String fault = verdict.fault();
    told.add(router + " " + verdict.priorityOffset() + (fault == null ? "" : " fault: " + fault));
  }

  /** What was told since this was asked last. */
  private List<String> told() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  private void track(TrackerSpec tracker, TrackSpec... tracks) {
    engine.configure(
        TrackStates.state(
            List.of(TrackStates.router("VI_1", tracks)), List.of(tracker), List.of()));
  }

  private static TrackerSpec.Script script(int rise, int fall, boolean initiallyUp) {
    return new TrackerSpec.Script(
        "gw", List.of("/opt/check", "-q"), "nobody", 1_000, 800, rise, fall, initiallyUp);
  }

  private static TrackerSpec.Process process(int quorum, int most, long up, long down) {
    return new TrackerSpec.Process("web", "nginx", List.of(), quorum, most, up, down);
  }

  private TrackerStatus status() {
    return engine.status().getFirst();
  }

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
    assertThat(told()).as("the break began the delay anew").isEmpty();
    loop.pass(1);
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(status())
        .isEqualTo(
            new TrackerStatus("uplink", "interface", "true", 1_099, "eth1 is up", List.of("VI_1")));
  }

  @Test
  void anInterfaceThatIsDownAtTheStartCountsAtOnce() {
    track(new TrackerSpec.Interface("uplink", "eth9", 500, 100), new TrackSpec("uplink", 0));
    assertThat(told()).containsExactly("VI_1 0 fault: uplink: eth9 does not exist since 00:00:00");
    engine.interfaceChanged("eth1");
    world.links.put("eth9", LinkState.UNKNOWN);
    engine.interfaceChanged("eth9");
    assertThat(told()).as("what the kernel does not say changes nothing").isEmpty();
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
  void aScriptIsWhatItIsSaidToBeBeforeItHasDecided() {
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
  void ofAFailureWhatTheScriptSaysDoesNotMatter() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    world.runs.getLast().exit(1, "12 ms");
    told();
    loop.pass(1_000);
    world.runs.getLast().exit(1, "13 ms");
    assertThat(told()).isEmpty();
    assertThat(status().detail()).contains("13 ms");
  }

  @Test
  void aNumberInAFileMovesThePriority() {
    track(new TrackerSpec.File("load", "/run/load", null), new TrackSpec("load", 2));
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(world.files).as("nothing is made").isEmpty();
    world.write("/run/load", "-5\n");
    world.write("/run/load", "");
    assertThat(told()).containsExactly("VI_1 -10");
    world.write("/run/load", " 7 ");
    world.write("/run/load", "9999");
    assertThat(status().value()).isEqualTo("254");
    world.write("/run/load", "-9999");
    assertThat(told())
        .containsExactly("VI_1 14", "VI_1 508", "VI_1 0 fault: load: it holds -254 since 00:00:00");
    world.put("/run/load", new FileReading.Missing());
    assertThat(told()).containsExactly("VI_1 0");
    world.write("/run/load", "seven");
    assertThat(told())
        .containsExactly("VI_1 0 fault: load: it holds no whole number since 00:00:00");
    world.put("/run/load", new FileReading.Unreadable("AccessDenied"));
    assertThat(status().detail()).isEqualTo("AccessDenied");
  }

  @Test
  void aFileIsMadeWhereItIsWanted() {
    track(new TrackerSpec.File("load", "/run/load", 3), new TrackSpec("load", 1));
    assertThat(told()).containsExactly("VI_1 3");
    assertThat(world.files.get(Path.of("/run/load"))).isEqualTo(new FileReading.Content("3\n"));
    track(new TrackerSpec.File("load", "/readonly/load", 4), new TrackSpec("load", 1));
    assertThat(told()).containsExactly("VI_1 4");
    assertThat(status().detail()).isEqualTo("it cannot be made: Read-only file system");
    assertThat(world.isWatched("/run/load")).isFalse();
  }

  @Test
  void aNumberOfAnyLengthIsANumber() {
    track(new TrackerSpec.File("load", "/run/load", null), new TrackSpec("load", 1));
    world.write("/run/load", "3000000000");
    assertThat(status().value()).isEqualTo("254");
    world.write("/run/load", "+17");
    assertThat(status().value()).isEqualTo("17");
    world.write("/run/load", "-99999999999999999999");
    assertThat(status().value()).isEqualTo("-254");
  }

  @Test
  void aFileThatCannotBeWatchedIsReadEverySecond() {
    track(new TrackerSpec.File("load", "/full/load", null), new TrackSpec("load", 1));
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(status().detail())
        .isEqualTo(
            "it does not exist (it is read every second: watch folder /full: No space left on"
                + " device (ENOSPC))");
    world.write("/full/load", "7");
    loop.pass(1_000);
    assertThat(told()).containsExactly("VI_1 7");
  }

  @Test
  void processesAreLookedAtWhereMoreHappensThanCanBeTold() {
    world.begin(10, "nginx");
    track(process(2, 3, 0, 0), new TrackSpec("web", 0));
    told();
    loop.hold();
    for (int pid = 100; pid < 20_100; pid++) {
      world.tell(new ProcessEvent.Forked(1, pid));
    }
    world.begin(11, "nginx");
    assertThat(loop.held()).isEqualTo(10_001);
    loop.release();
    assertThat(told()).containsExactly("VI_1 0");
    world.end(11);
    assertThat(told().getFirst()).contains("1 of nginx run, not 2 to 3");
  }

  @Test
  void processesAreCountedAsTheyComeAndGo() {
    world.begin(10, "nginx");
    world.begin(11, "sshd");
    track(process(2, 3, 0, 0), new TrackSpec("web", 0));
    assertThat(told())
        .containsExactly("VI_1 0 fault: web: 1 of nginx run, not 2 to 3 since 00:00:00");
    world.tell(new ProcessEvent.Forked(10, 12));
    world.tell(new ProcessEvent.Forked(11, 13));
    assertThat(told()).containsExactly("VI_1 0");
    world.begin(14, "nginx");
    world.begin(15, "nginx");
    assertThat(told().getFirst()).contains("4 of nginx run, not 2 to 3");
    world.processes.put(15, new ProcessInfo(15, "sleep", List.of("sleep")));
    world.tell(new ProcessEvent.Changed(15));
    world.end(13);
    assertThat(told()).containsExactly("VI_1 0");
    world.processes.clear();
    world.tell(new ProcessEvent.Resync("overrun"));
    assertThat(told().getFirst()).contains("0 of nginx run");
  }

  @Test
  void aProcessMayBeRestartedWithinItsDelay() {
    world.begin(10, "nginx");
    track(process(1, Integer.MAX_VALUE, 0, 2_000), new TrackSpec("web", 0));
    world.end(10);
    loop.pass(1_999);
    world.begin(20, "nginx");
    loop.pass(5_000);
    assertThat(told()).containsExactly("VI_1 0");
    world.end(20);
    loop.pass(2_000);
    assertThat(told())
        .containsExactly("VI_1 0 fault: web: 0 of nginx run, not 1 or more since 00:00:08");
  }

  @Test
  void whereTheKernelTellsNothingProcessesAreLookedAt() {
    world.kernelTells = false;
    world.begin(10, "nginx");
    track(process(1, Integer.MAX_VALUE, 0, 0), new TrackSpec("web", 0));
    assertThat(status().detail())
        .isEqualTo("1 of nginx run (seen once a second: the kernel tells nothing here)");
    told();
    world.end(10);
    assertThat(told()).isEmpty();
    loop.pass(1_000);
    assertThat(told()).hasSize(1);
    track(process(1, Integer.MAX_VALUE, 0, 0));
    assertThat(loop.alarms()).as("no alarm stays when no router tracks").isZero();
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
  void whatDidNotChangeIsNotTouched() {
    TrackSpec own = new TrackSpec("gw", 0);
    track(script(1, 1, true), own);
    world.runs.getLast().exit(1, "");
    loop.pass(400);
    told();
    track(script(1, 1, true), own, new TrackSpec("gw", -5));
    assertThat(told()).as("the same tracker, one more use").hasSize(1);
    assertThat(world.runs).hasSize(1);
    loop.pass(600);
    assertThat(world.runs).as("in its rhythm").hasSize(2);
    track(script(1, 3, true), own);
    assertThat(world.runs).as("a changed one begins anew").hasSize(3);
    assertThat(world.runs.get(1).toldToEnd).isTrue();
    assertThat(told()).containsExactly("VI_1 0");
  }

  @Test
  void whatNobodyUsesIsNotRun() {
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
  void aRouterThatComesBackIsToldAgain() {
    world.links.put("eth1", LinkState.DOWN);
    TrackerSpec uplink = new TrackerSpec.Interface("uplink", "eth1", 0, 0);
    track(uplink, new TrackSpec("uplink", -9));
    assertThat(told()).containsExactly("VI_1 -9");
    engine.configure(TrackStates.state(List.of(), List.of(uplink), List.of()));
    track(uplink, new TrackSpec("uplink", -9));
    assertThat(told()).containsExactly("VI_1 -9");
  }

  @Test
  void aStateThatIsWrongChangesNothing() {
    track(script(1, 1, true), new TrackSpec("gw", 0));
    assertThatThrownBy(() -> track(script(2, 1, true), new TrackSpec("gw or", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("VI_1 tracks \"gw or\": column 6");
    assertThat(world.runs).hasSize(1);
  }

  @Test
  void theEndIsTheEndOfAllScripts() {
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
  void theUndecidedDecideWhereTheyCould() {
    assertThat(enough(2, 0, 2)).isEqualTo(Truth.TRUE);
    assertThat(enough(1, 1, 2)).isEqualTo(Truth.UNKNOWN);
    assertThat(enough(1, 0, 2)).isEqualTo(Truth.FALSE);
    assertThat(enough(0, 9, 0)).isEqualTo(Truth.TRUE);
  }
}
