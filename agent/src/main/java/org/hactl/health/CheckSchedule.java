package org.hactl.health;

/** When tries begin. Pure. */
final class CheckSchedule {
  /** All new checks begin within this time, so that a configuration takes effect soon. */
  static final long START_SPREAD_NANOS = 200_000_000;

  /** By so much an interval is longer or shorter, so that checks do not begin together for ever. */
  static final double JITTER = 0.05;

  private CheckSchedule() {}

  /** The delay of the first try of one of several checks that begin together. */
  static long startDelayNanos(int index, int count) {
    return count <= 1 ? 0 : START_SPREAD_NANOS * index / count;
  }

  /**
   * When the next try begins: about an interval after the last one began. If that one takes longer,
   * the next begins when it has ended. Tries of one series never overlap, and missed tries are not
   * made up for.
   *
   * @param random from 0 to 1
   */
  static long nextStartNanos(long startedNanos, long intervalMillis, double random) {
    double factor = 1 + JITTER * (2 * random - 1);
    return startedNanos + Math.round(intervalMillis * 1_000_000 * factor);
  }
}
