package org.hactl.track;

import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;

/** A tracker of something that must last before it counts. */
abstract class DebouncedTracker extends Tracker {
  private final Debounce.Delays delays;
  private @Nullable Debounce state;
  private TrackLoop.Timer timer = TrackLoop.Timer.NONE;
  private String cause = "";

  DebouncedTracker(TrackerSpec spec, Debounce.Delays delays, TrackLoop loop, Runnable changed) {
    super(spec, loop, changed);
    this.delays = delays;
  }

  @Override
  TrackerSnapshot snapshot() {
    Debounce now = state;
    return TrackerSnapshot.of(
        reading(),
        null,
        now == null
            ? null
            : new TrackerSnapshot.Seen(now.value(), now.seen(), now.seenSinceNanos()));
  }

  @Override
  void restore(TrackerSnapshot from) {
    super.restore(from);
    TrackerSnapshot.Seen seen = from.seen();
    if (seen != null) {
      state = new Debounce(seen.value(), seen.seen(), seen.sinceNanos());
      cause = from.cause();
    }
  }

  /**
   * @param what was seen, in words
   * @param remark the text to show after it
   */
  final void see(boolean seen, String what, String remark) {
    long now = loop().nanos();
    Debounce before = state;
    take(before == null ? Debounce.first(seen, now) : before.see(seen, delays, now), what, remark);
  }

  private void take(Debounce next, String what, String remark) {
    timer.cancel();
    timer = TrackLoop.Timer.NONE;
    state = next;
    boolean settled = next.seen() == next.value();
    if (settled || cause.isEmpty()) {
      cause = what;
    }
    say(
        Truth.of(next.value()),
        cause,
        what + (settled ? "" : ", which does not count yet") + remark);
    next.remainingNanos(delays, loop().nanos())
        .ifPresent(rest -> timer = loop().after(rest, () -> settle(what, remark)));
  }

  private void settle(String what, String remark) {
    Debounce before = state;
    if (before != null) {
      take(before.settle(delays, loop().nanos()), what, remark);
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
