package org.hactl.vrrp.engine;

import java.time.Duration;
import java.util.Collection;
import org.hactl.vrrp.protocol.RateLimit;

/** How often and how long this process stood still for more than an advertisement interval. */
final class Stalls {
  private static final long NANOS_BETWEEN_EVENTS = 1_000_000_000L;

  /** The greatest lateness that is never a stall: no advertisement interval is shorter. */
  private static final long MAX_LATENESS_WITHOUT_STALL_NANOS = 10_000_000L;

  private final RateLimit events = new RateLimit();
  private long count;
  private long maxNanos;

  /**
   * Records that timers fired this much too late.
   *
   * @return whether to report the stall
   */
  boolean note(long latenessNanos, Collection<ActiveRouter> routers, long nowNanos) {
    if (latenessNanos <= MAX_LATENESS_WITHOUT_STALL_NANOS
        || latenessNanos <= shortestIntervalNanos(routers)) {
      return false;
    }
    count++;
    maxNanos = Math.max(maxNanos, latenessNanos);
    return events.allows(NANOS_BETWEEN_EVENTS, nowNanos);
  }

  private static long shortestIntervalNanos(Collection<ActiveRouter> routers) {
    return routers.stream()
        .mapToLong(router -> router.config().advertInterval().toNanos())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  long count() {
    return count;
  }

  Duration max() {
    return Duration.ofNanos(maxNanos);
  }
}
