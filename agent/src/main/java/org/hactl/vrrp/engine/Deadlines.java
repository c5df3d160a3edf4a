package org.hactl.vrrp.engine;

/**
 * The soonest of many deadlines, or a time before it. Most deadlines move away from us with every
 * packet; what they moved from is only found out when it comes.
 */
final class Deadlines {
  private long soonestNanos = Long.MAX_VALUE;

  /** One of them is at that time now. */
  void set(long deadlineNanos) {
    if (deadlineNanos < soonestNanos) {
      soonestNanos = deadlineNanos;
    }
  }

  /** Starts over: all of them will be set anew. */
  void clear() {
    soonestNanos = Long.MAX_VALUE;
  }

  /** None of them is before that. */
  long soonestNanos() {
    return soonestNanos;
  }
}
