package org.hactl.bfd.protocol;

import java.util.random.RandomGenerator;

/** When the next periodic packet goes out (RFC 5880 section 6.8.7). */
final class TransmitTimer {
  private final RandomGenerator random;
  private long sentNanos;
  private long deadlineNanos = BfdSession.NEVER;

  /** The interval from which the running timer was computed. */
  private long armedIntervalNanos;

  /**
   * @param random for the jitter
   * @param sentNanos when a packet was last sent, or could have been
   */
  TransmitTimer(RandomGenerator random, long sentNanos) {
    this.random = random;
    this.sentNanos = sentNanos;
  }

  /** Stops: no packet is sent. */
  void stop() {
    deadlineNanos = BfdSession.NEVER;
  }

  /** A packet is sent now; the next one has to be scheduled. */
  void sent(long nowNanos) {
    sentNanos = nowNanos;
    stop();
  }

  /** Runs, and starts again if the interval changed. */
  void schedule(long intervalNanos, int multiplier, long nowNanos) {
    if (deadlineNanos == BfdSession.NEVER || intervalNanos != armedIntervalNanos) {
      armedIntervalNanos = intervalNanos;
      deadlineNanos = Math.max(nowNanos, sentNanos + jittered(intervalNanos, multiplier));
    }
  }

  /**
   * The interval shortened at random by up to a quarter, and by at least a tenth if one lost packet
   * counts (multiplier 1).
   */
  private long jittered(long intervalNanos, int multiplier) {
    long shortest = intervalNanos * 3 / 4;
    long longest = multiplier == 1 ? intervalNanos * 9 / 10 : intervalNanos;
    return random.nextLong(shortest, longest + 1);
  }

  long deadlineNanos() {
    return deadlineNanos;
  }
}
