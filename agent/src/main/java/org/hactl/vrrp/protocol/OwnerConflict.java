package org.hactl.vrrp.protocol;

/**
 * Two routers with priority 255 on one segment. The router with the lower address should yield. If
 * it does not, because it does not hear us or ignores its peers, this router yields.
 */
final class OwnerConflict {
  private static final long NONE = Long.MAX_VALUE;

  private long sinceNanos = NONE;
  private long lastNanos;

  void reset() {
    sinceNanos = NONE;
  }

  /**
   * An advertisement of another owner that should have yielded arrived.
   *
   * @return whether that owner had enough time to yield: two of our intervals and 1.2 of the longer
   *     one
   */
  boolean hasLasted(long ownIntervalNanos, long otherIntervalNanos, long nowNanos) {
    long longer = Math.max(ownIntervalNanos, otherIntervalNanos);
    if (sinceNanos == NONE || nowNanos - lastNanos > 3 * longer) {
      sinceNanos = nowNanos;
    }
    lastNanos = nowNanos;
    return nowNanos - sinceNanos > 2 * ownIntervalNanos + longer * 6 / 5;
  }
}
