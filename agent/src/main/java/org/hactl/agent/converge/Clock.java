package org.hactl.agent.converge;

/** The two clocks: one to tell people, one to compute with. */
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

  /** Since the epoch. */
  long millis();

  /** Monotonic. */
  long nanos();
}
