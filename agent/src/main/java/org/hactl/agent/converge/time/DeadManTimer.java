package org.hactl.agent.converge.time;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * A time after which something happens unless it begins anew or is disarmed, such as the time in
 * which the control node must confirm a generation, or give another sign of life. Safe for use from
 * any thread.
 */
public final class DeadManTimer {
  private final LaterTasks later;
  private final Clock clock;
  private long newest;
  private long endNanos;

  public DeadManTimer(LaterTasks later, Clock clock) {
    this.later = later;
    this.clock = clock;
  }

  /**
   * Begins the time, in place of one that has begun before.
   *
   * @param expired gets the number of this time at its end; {@link #isNewest} tells whether it
   *     still counts
   */
  public synchronized void arm(Duration time, LongConsumer expired) {
    long number = ++newest;
    endNanos = clock.nanos() + time.toNanos();
    later.after(time, () -> expired.accept(number));
  }

  /** Whether the time with this number still counts. */
  public synchronized boolean isNewest(long number) {
    return number == newest;
  }

  /** Nothing waits for the end of the time any more. */
  public synchronized void disarm() {
    newest++;
    endNanos = 0;
  }

  /** When the time ends, by the wall clock; empty if it has not begun. */
  public synchronized OptionalLong endMillis() {
    return endNanos == 0 ? OptionalLong.empty() : OptionalLong.of(clock.millisAt(endNanos));
  }
}
