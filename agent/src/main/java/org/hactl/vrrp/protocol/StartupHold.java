package org.hactl.vrrp.protocol;

/**
 * Decides when a router begins to wait for a master, after a start or after its interface came up.
 */
final class StartupHold {
  private enum HoldPhase {
    OVER,
    HELD,
    AWAITS_FRAME
  }

  private HoldPhase phase = HoldPhase.OVER;
  private long endNanos = Long.MIN_VALUE;

  /** The router started, and neither listens nor sends for {@code holdNanos}. */
  void begin(long holdNanos, long nowNanos) {
    endNanos = nowNanos + holdNanos;
  }

  /** Whether the router has to wait until {@link #endNanos} before it listens. */
  boolean holds(long nowNanos) {
    phase = nowNanos < endNanos ? HoldPhase.HELD : HoldPhase.OVER;
    return phase == HoldPhase.HELD;
  }

  long endNanos() {
    return endNanos;
  }

  /** Whether the router still ignores all advertisements. */
  boolean isHeld() {
    return phase == HoldPhase.HELD;
  }

  /** The router listens, but its interface may not forward yet. */
  void awaitFrame() {
    phase = HoldPhase.AWAITS_FRAME;
  }

  /**
   * Whether the router still waits for the first frame, which shows that the interface forwards.
   */
  boolean awaitsFrame() {
    return phase == HoldPhase.AWAITS_FRAME;
  }

  /** The hold is over: the router waits for a master. */
  void end() {
    phase = HoldPhase.OVER;
  }
}
