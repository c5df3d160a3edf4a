package org.hactl.vrrp.protocol;

/**
 * Two routers with priority 255 on one segment, of which the one with the lower address makes way.
 * Where it does not, because it does not hear us or heeds nobody, we do.
 */
final class OwnerConflict {
  private static final long NONE = Long.MAX_VALUE;

  private long sinceNanos = NONE;
  private long lastNanos;

  void reset() {
    sinceNanos = NONE;
  }

  /**
   * Another owner speaks who should have made way.
   *
   * @return whether it had the time to: two of our advertisements, and 1.2 of the longer interval
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
