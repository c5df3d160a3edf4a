package org.hactl.agent.converge.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The two clocks: the wall clock for people, and a monotonic one for calculations and for waits
 * that end by themselves. A simulation has clocks of its own.
 */
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

  /** Waits until the condition is signalled, the time is over, or for no reason. */
  default void await(Condition condition, long nanos) throws InterruptedException {
    var _ = condition.awaitNanos(nanos);
  }

  /** Takes the next element; null if none comes in this time. */
  default <T> @Nullable T poll(BlockingQueue<T> queue, Duration atMost)
      throws InterruptedException {
    return queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Takes the lock if that is possible in this time; returns whether it did. */
  default boolean tryLock(ReentrantLock lock, Duration atMost) throws InterruptedException {
    return lock.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

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
