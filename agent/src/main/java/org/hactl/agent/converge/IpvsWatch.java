package org.hactl.agent.converge;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * When to look whether another program changed the virtual services. The kernel sends no event for
 * that, so the agent polls it. {@link #isDue} may be called from any thread; the rest is for one
 * thread.
 */
final class IpvsWatch {
  /** A look at a thousand services takes long: the pause after it is so many times as long. */
  private static final int PAUSE = 4;

  private final LongSupplier nanos;
  private long lastNanos;

  /** When the next look is due, by the clock. */
  private final AtomicLong nextAtNanos;

  /**
   * @param nanos a monotonic clock
   */
  IpvsWatch(LongSupplier nanos) {
    this.nanos = nanos;
    this.nextAtNanos = new AtomicLong(nanos.getAsLong());
  }

  /** Whether it is time for a look: looks take a fifth of the worker's time at most. */
  boolean isDue() {
    return nanos.getAsLong() - nextAtNanos.get() >= 0;
  }

  /** Looks, and returns what the look returns. */
  boolean look(BooleanSupplier look) {
    long begun = nanos.getAsLong();
    try {
      return look.getAsBoolean();
    } finally {
      long end = nanos.getAsLong();
      // A look that had nothing to compare was short, and the pass that follows is not.
      lastNanos = Math.max(end - begun, lastNanos / 2);
      nextAtNanos.set(end + PAUSE * lastNanos);
    }
  }
}
