package org.hactl.counters;

import java.time.Duration;

/**
 * How often something happened within the last span of time, exact to one sixtieth of the span. Not
 * safe for use from several threads.
 */
public final class RecentCount {
  private static final int SLOTS = 60;

  private final long slotNanos;
  private final long[] counts = new long[SLOTS];

  /** The number of the newest slot; slots are numbered by the monotonic clock. */
  private long newest = Long.MIN_VALUE;

  public RecentCount(Duration span) {
    this.slotNanos = span.toNanos() / SLOTS;
  }

  public void add(long nowNanos) {
    counts[moveTo(nowNanos)]++;
  }

  public long at(long nowNanos) {
    moveTo(nowNanos);
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    return all;
  }

  /** Empties the slots that the time has passed since the last call; returns the present slot. */
  private int moveTo(long nowNanos) {
    long slot = Math.floorDiv(nowNanos, slotNanos);
    if (newest != Long.MIN_VALUE) {
      for (long each = Math.max(newest + 1, slot - SLOTS + 1); each <= slot; each++) {
        counts[Math.floorMod(each, SLOTS)] = 0;
      }
    }
    newest = Math.max(newest, slot);
    return Math.floorMod(newest, SLOTS);
  }
}
