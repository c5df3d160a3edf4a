package org.hactl.health;

/** When tries begin. Pure. */
final class CheckSchedule {
  /** All new checks begin within this time, so that a configuration takes effect soon. */
  static final long START_SPREAD_NANOS = 200_000_000;

  private CheckSchedule() {}

  /** The delay of the first try of one of several checks that begin together. */
  static long startDelayNanos(int index, int count) {
    return count <= 1 ? 0 : START_SPREAD_NANOS * index / count;
  }

  /**
   * When the next try begins: an interval after the last one began. If that one took longer, the
   * next begins at once. Tries of one server never overlap, and missed tries are not made up for.
   */
  static long nextStartNanos(long startedNanos, long endedNanos, long intervalMillis) {
    long next = startedNanos + intervalMillis * 1_000_000;
    return next - endedNanos < 0 ? endedNanos : next;
  }
}
