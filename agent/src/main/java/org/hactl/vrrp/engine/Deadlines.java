package org.hactl.vrrp.engine;

/**
 * The soonest of many deadlines, or an earlier time. Most deadlines move to a later time with every
 * packet; that is noticed only when the earlier time has come.
 */
final class Deadlines {
  private long soonestNanos = Long.MAX_VALUE;

  /** One deadline was set to this time. */
  void set(long deadlineNanos) {
    if (deadlineNanos < soonestNanos) {
      soonestNanos = deadlineNanos;
    }
  }

  /** Starts over: the caller sets all deadlines again. */
  void clear() {
    soonestNanos = Long.MAX_VALUE;
  }

  /** No deadline is before this time. */
  long soonestNanos() {
    return soonestNanos;
  }
}
