package org.hactl.bfd.protocol;

import java.util.random.RandomGenerator;

/** When the next periodic packet goes out (RFC 5880 section 6.8.7). */
final class TransmitTimer {
  private final RandomGenerator random;
  private long sentNanos;
  private long deadlineNanos = BfdSession.NEVER;

  /** What the running timer was drawn from. */
  private long armedIntervalNanos;

  /**
   * @param random for the jitter
   * @param sentNanos when a packet last went out, or could have
   */
  TransmitTimer(RandomGenerator random, long sentNanos) {
    this.random = random;
    this.sentNanos = sentNanos;
  }

  /** Nothing goes out. */
  void stop() {
    deadlineNanos = BfdSession.NEVER;
  }

  /** A packet goes out now; the next one is to be scheduled. */
  void sent(long nowNanos) {
    sentNanos = nowNanos;
    stop();
  }

  /** Runs, and begins anew where the interval changed. */
  void schedule(long intervalNanos, int multiplier, long nowNanos) {
    if (deadlineNanos == BfdSession.NEVER || intervalNanos != armedIntervalNanos) {
      armedIntervalNanos = intervalNanos;
      deadlineNanos = Math.max(nowNanos, sentNanos + jittered(intervalNanos, multiplier));
    }
  }

  /** Shorter by up to a quarter, by a tenth at least where a single loss counts. */
  private long jittered(long intervalNanos, int multiplier) {
    long shortest = intervalNanos * 3 / 4;
    long longest = multiplier == 1 ? intervalNanos * 9 / 10 : intervalNanos;
    return random.nextLong(shortest, longest + 1);
  }

  long deadlineNanos() {
    return deadlineNanos;
  }
}
