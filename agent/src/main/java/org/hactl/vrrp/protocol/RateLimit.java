package org.hactl.vrrp.protocol;

/** Allows an event at most once in a given time. */
public final class RateLimit {
  private boolean used;
  private long lastNanos;

  /** Whether the event may happen now; if so, it counts as having happened. */
  public boolean allows(long gapNanos, long nowNanos) {
    if (used && nowNanos - lastNanos < gapNanos) {
      return false;
    }
    used = true;
    lastNanos = nowNanos;
    return true;
  }

  void reset() {
    used = false;
  }
}
