package org.hactl.track;

import java.util.OptionalLong;

/**
 * A value that counts only after it has been seen for a while without a break. Pure; times in
 * nanoseconds of a monotonic clock.
 *
 * @param value the value that counts
 * @param seen the value that was seen last
 * @param seenSinceNanos since when this value is seen
 */
record Debounce(boolean value, boolean seen, long seenSinceNanos) {
  /** How long up or down must be seen before it counts. */
  record Delays(long upNanos, long downNanos) {
    static Delays ofMillis(long up, long down) {
      return new Delays(up * 1_000_000, down * 1_000_000);
    }

    private long before(boolean value) {
      return value ? upNanos : downNanos;
    }
  }

  /** The first value counts at once. */
  static Debounce first(boolean seen, long nowNanos) {
    return new Debounce(seen, seen, nowNanos);
  }

  Debounce see(boolean now, Delays delays, long nowNanos) {
    return (now == seen ? this : new Debounce(value, now, nowNanos)).settle(delays, nowNanos);
  }

  /** Makes a value count that has been seen for long enough. */
  Debounce settle(Delays delays, long nowNanos) {
    return seen != value && nowNanos - seenSinceNanos >= delays.before(seen)
        ? new Debounce(seen, seen, seenSinceNanos)
        : this;
  }

  /** How long until {@link #settle} would change something; empty if nothing is under way. */
  OptionalLong remainingNanos(Delays delays, long nowNanos) {
    return seen == value
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, seenSinceNanos + delays.before(seen) - nowNanos));
  }
}
