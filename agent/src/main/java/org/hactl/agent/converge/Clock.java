package org.hactl.agent.converge;

import java.time.Instant;
import java.time.InstantSource;

/** The two clocks: the wall clock for people, and a monotonic one for calculations. */
public interface Clock {
  Clock SYSTEM =
      new Clock() {
        @Override
        public long millis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** The wall clock, in milliseconds since the epoch. */
  long millis();

  /** The monotonic clock, in nanoseconds. */
  long nanos();

  /** The wall clock alone. */
  default InstantSource wall() {
    return () -> Instant.ofEpochMilli(millis());
  }

  /**
   * What the wall clock shows for a moment of the monotonic clock. The age of an event stays right
   * when the wall clock is set.
   */
  default long millisAt(long nanos) {
    return millis() - (nanos() - nanos) / 1_000_000;
  }
}
