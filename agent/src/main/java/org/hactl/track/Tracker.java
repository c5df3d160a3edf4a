package org.hactl.track;

import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one thing, on the loop's thread; only {@link #reading} may be called from any thread. */
abstract class Tracker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Tracker.class);

  private final TrackerSpec spec;
  private final TrackLoop loop;
  private final Runnable changed;
  private volatile Reading reading;

  /**
   * @param changed called after a change of the reading that may change a verdict
   */
  Tracker(TrackerSpec spec, TrackLoop loop, Runnable changed) {
    this.spec = spec;
    this.loop = loop;
    this.changed = changed;
    this.reading =
        new Reading(Truth.UNKNOWN, null, loop.millis(), loop.nanos(), "not looked at yet", "");
  }

  TrackerSpec spec() {
    return spec;
  }

  TrackLoop loop() {
    return loop;
  }

  Reading reading() {
    return reading;
  }

  TrackerSnapshot snapshot() {
    return TrackerSnapshot.of(reading, null, null);
  }

  /** Goes on in the place of another process; called before {@link #start}. */
  void restore(TrackerSnapshot from) {
    reading =
        new Reading(
            from.truth(),
            from.number(),
            from.sinceMillis(),
            from.sinceNanos(),
            from.cause(),
            from.detail());
  }

  /** Starts the tracker. It has a reading afterwards, unless the first reading takes time. */
  abstract void start();

  /**
   * Reads again. Only a tracker that depends on events from another part of the agent overrides
   * this.
   */
  void look() {}

  final void say(Truth truth, String cause, String detail) {
    say(truth, null, cause, detail);
  }

  final void say(Truth truth, @Nullable Integer number, String cause, String detail) {
    Reading before = reading;
    Reading now =
        new Reading(truth, number, before.sinceMillis(), before.sinceNanos(), cause, detail);
    if (!before.value().equals(now.value())) {
      now = new Reading(truth, number, loop.millis(), loop.nanos(), cause, detail);
      log.info("tracked name={} value={} detail=\"{}\"", spec.name(), now.value(), detail);
    }
    reading = now;
    if (!before.isSame(now)) {
      changed.run();
    }
  }

  @Override
  public abstract void close();
}
