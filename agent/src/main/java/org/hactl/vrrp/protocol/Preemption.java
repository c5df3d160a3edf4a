package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.RouterConfig;

/** Whether a backup accepts a master of lower priority. */
final class Preemption {
  private static final long NEVER = Long.MAX_VALUE;

  /** The time since which this router hears a master of lower priority, or NEVER. */
  private long lowerHeardNanos = NEVER;

  /** Whether this router accepts any healthy master. */
  private boolean yielded;

  /** The priority of the master that it yielded to; 0 until that is known. */
  private int yieldedTo;

  /** Forgets the master that it heard. */
  void forget() {
    lowerHeardNanos = NEVER;
  }

  /** Starts over: forgets the operator's request, too. */
  void reset() {
    forget();
    yielded = false;
  }

  /** The operator asked for another master, whatever its priority. */
  void yieldToAnyone() {
    yielded = true;
    yieldedTo = 0;
  }

  void endYielding() {
    yielded = false;
  }

  boolean isYielding() {
    return yielded;
  }

  /** A master whose priority has fallen since the hand-over is no longer healthy. */
  private boolean yieldsTo(int priority) {
    if (yielded && priority >= yieldedTo) {
      yieldedTo = yieldedTo == 0 ? priority : yieldedTo;
      return true;
    }
    return false;
  }

  long lowerHeardNanos() {
    return lowerHeardNanos;
  }

  int yieldedTo() {
    return yieldedTo;
  }

  void restore(long lowerHeard, boolean hasYielded, int toPriority) {
    lowerHeardNanos = lowerHeard;
    yielded = hasYielded;
    yieldedTo = toPriority;
  }

  /** Whether this router accepts a master of the given priority. */
  boolean accepts(int priority, int ownPriority, RouterConfig config, long nowNanos) {
    if (yieldsTo(priority) || priority >= ownPriority) {
      forget();
      return true;
    }
    // The owner of the addresses always preempts (RFC 5798 section 6.1).
    if (!(config.preempt() || config.isOwner())) {
      return true;
    }
    if (lowerHeardNanos == NEVER) {
      lowerHeardNanos = nowNanos;
    }
    return nowNanos - lowerHeardNanos < config.preemptDelay().toNanos();
  }
}
