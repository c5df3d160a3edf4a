package org.hactl.vrrp.protocol;

/** Lets something happen at most once in a time. */
public final class RateLimit {
  private boolean used;
  private long lastNanos;

  /** Whether it may happen now; if so, it does. */
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
