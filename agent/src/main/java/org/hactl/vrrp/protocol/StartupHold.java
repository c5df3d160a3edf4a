package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.RoleSnapshot.Hold;

/**
 * Decides when a router begins to wait for a master, after a start or after its interface came up.
 */
final class StartupHold {
  private Hold phase = Hold.OVER;
  private long endNanos = Long.MIN_VALUE;

  /** The router started, and neither listens nor sends for {@code holdNanos}. */
  void begin(long holdNanos, long nowNanos) {
    endNanos = nowNanos + holdNanos;
  }

  /** Whether the router has to wait until {@link #endNanos} before it listens. */
  boolean holds(long nowNanos) {
    phase = nowNanos < endNanos ? Hold.HELD : Hold.OVER;
    return phase == Hold.HELD;
  }

  Hold phase() {
    return phase;
  }

  /** The hold of another process goes on. */
  void restore(Hold from, long heldUntilNanos) {
    phase = from;
    endNanos = heldUntilNanos;
  }

  long endNanos() {
    return endNanos;
  }

  /** Whether the router still ignores all advertisements. */
  boolean isHeld() {
    return phase == Hold.HELD;
  }

  /** The router listens, but its interface may not forward yet. */
  void awaitFrame() {
    phase = Hold.AWAITS_FRAME;
  }

  /**
   * Whether the router still waits for the first frame, which shows that the interface forwards.
   */
  boolean awaitsFrame() {
    return phase == Hold.AWAITS_FRAME;
  }

  /** The hold is over: the router waits for a master. */
  void end() {
    phase = Hold.OVER;
  }
}
