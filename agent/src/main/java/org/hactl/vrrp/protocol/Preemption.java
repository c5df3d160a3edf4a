package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.RouterConfig;

/** Whether a backup accepts a master of lower priority. */
final class Preemption {
  private static final long NEVER = Long.MAX_VALUE;

  /** The time since which this router hears a master of lower priority, or NEVER. */
  private long lowerHeardNanos = NEVER;

  private boolean yielded;

  /** Starts over: forgets the master that it heard and the operator's request. */
  void reset() {
    lowerHeardNanos = NEVER;
    yielded = false;
  }

  /** The operator asked for another master, whatever its priority. */
  void yieldToAnyone() {
    yielded = true;
  }

  long lowerHeardNanos() {
    return lowerHeardNanos;
  }

  boolean hasYielded() {
    return yielded;
  }

  void restore(long lowerHeard, boolean hasYielded) {
    lowerHeardNanos = lowerHeard;
    yielded = hasYielded;
  }

  /** Whether this router accepts a master of the given priority. */
  boolean accepts(int priority, int ownPriority, RouterConfig config, long nowNanos) {
    if (priority >= ownPriority) {
      lowerHeardNanos = NEVER;
      return true;
    }
    // The owner of the addresses always preempts (RFC 5798 section 6.1).
    if (yielded || !(config.preempt() || config.isOwner())) {
      return true;
    }
    if (lowerHeardNanos == NEVER) {
      lowerHeardNanos = nowNanos;
    }
    return nowNanos - lowerHeardNanos < config.preemptDelay().toNanos();
  }
}
