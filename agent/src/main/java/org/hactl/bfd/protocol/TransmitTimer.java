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
   * @param sentNanos when the last packet was sent, or could have been sent
   */
  TransmitTimer(RandomGenerator random, long sentNanos) {
    this.random = random;
    this.sentNanos = sentNanos;
  }

  /** Stops the timer: no periodic packet is sent. */
  void stop() {
    deadlineNanos = BfdSession.NEVER;
  }

  /** A packet is sent now; the caller has to schedule the next one. */
  void sent(long nowNanos) {
    sentNanos = nowNanos;
    stop();
  }

  /** Starts the timer, unless it already runs with this interval. */
  void schedule(long intervalNanos, int multiplier, long nowNanos) {
    if (deadlineNanos == BfdSession.NEVER || intervalNanos != armedIntervalNanos) {
      armedIntervalNanos = intervalNanos;
      deadlineNanos = Math.max(nowNanos, sentNanos + jittered(intervalNanos, multiplier));
    }
  }

  /**
   * The interval minus a random part: at most a quarter, and at least a tenth if the loss of one
   * packet takes the session down (multiplier 1).
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
