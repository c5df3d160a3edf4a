package org.hactl.reconcile;

import java.time.Duration;

/**
 * How long to wait before a failed pass is tried again: {@code first}, then doubled up to {@code
 * longest}.
 */
public record Backoff(Duration first, Duration longest) {
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("a backoff grows from a positive delay");
    }
  }

  /**
   * The wait after this many failures.
   *
   * @param failures how many passes in a row have failed, at least 1
   */
  public Duration delay(int failures) {
    // 30 doublings of a millisecond are 12 days: beyond that only the ceiling matters.
    int doublings = Math.clamp(failures - 1L, 0, 30);
    Duration delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
