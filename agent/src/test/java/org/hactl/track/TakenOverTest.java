package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.track.TrackSources.LinkState;
import org.junit.jupiter.api.Test;

/** Trackers that go on in the place of those of another process. */
class TakenOverTest extends TestTracking {
  @Test
  void aScriptThatFailedStillFails() {
    engine.inherit(
        Map.of(
            "gw",
            new TrackerSnapshot(
                org.hactl.host.Truth.FALSE,
                null,
                7,
                7_000_000,
                "exit 1",
                "exit 1: no route",
                new TrackerSnapshot.Counted(false, 1, "exit 1"),
                null)));
    track(script(2, 2, true), new TrackSpec("gw", -20));
    assertThat(told()).containsExactly("VI_1 -20");
    world.runs.getLast().exit(0, "");
    assertThat(told()).as("the second success in a row").containsExactly("VI_1 0");
  }

  @Test
  void anInterfaceWhoseDelayRunsDoesNotStartItAgain() {
    world.links.put("eth1", LinkState.RUNNING);
    TrackerSpec.Interface uplink = new TrackerSpec.Interface("uplink", "eth1", 500, 100);
    track(uplink, new TrackSpec("uplink", 0));
    world.links.put("eth1", LinkState.DOWN);
    engine.interfaceChanged("eth1");
    loop.pass(60);
    Map<String, TrackerSnapshot> snapshot = engine.snapshot();
    engine.configure(
        TrackStates.state(java.util.List.of(), java.util.List.of(), java.util.List.of()));
    told();
    engine.inherit(snapshot);
    track(uplink, new TrackSpec("uplink", 0));
    assertThat(told()).containsExactly("VI_1 0");
    loop.pass(40);
    assertThat(told()).singleElement().asString().contains("eth1 is down");
  }
}
