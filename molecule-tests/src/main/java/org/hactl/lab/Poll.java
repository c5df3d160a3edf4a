package org.hactl.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition outside this process, up to a deadline. */
public final class Poll {
  private Poll() {}

  /** Whether the condition came true before the deadline. */
  public static boolean until(Duration deadline, Duration interval, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(interval.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new LabException("interrupted while waiting");
      }
    }
    return true;
  }
}
