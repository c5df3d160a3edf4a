package org.hactl.track;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.vrrp.model.TrackVerdict;

/** An engine that tracks a world in memory, and what it tells the routers. */
abstract class TestTracking {
  final FakeWorld world = new FakeWorld();
  final FakeLoop loop = new FakeLoop();
  final List<String> told = new ArrayList<>();
  final TrackEngine engine = new TrackEngine(world.sources(), this::tell, loop, ZoneOffset.UTC);

  /** What was told since this was asked last. */
  List<String> told() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  void tell(String router, TrackVerdict verdict) {
    String fault = verdict.fault();
    told.add(router + " " + verdict.priorityOffset() + (fault == null ? "" : " fault: " + fault));
  }

  void track(TrackerSpec tracker, TrackSpec... tracks) {
    engine.configure(
        TrackStates.state(
            List.of(TrackStates.router("VI_1", tracks)), List.of(tracker), List.of()));
  }

  static TrackerSpec.Script script(int rise, int fall, boolean initiallyUp) {
    return new TrackerSpec.Script(
        "gw", List.of("/opt/check", "-q"), "nobody", 1_000, 800, rise, fall, initiallyUp);
  }

  TrackerStatus status() {
    return engine.status().getFirst();
  }
}
