package org.hactl.control.rollout;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hactl.control.view.SettledView;
import org.jspecify.annotations.Nullable;

/** The control node's clocks: a monotonic one for calculations, and the wall clock for people. */
public interface RunClock {
  /** The monotonic clock. */
  long nanos();

  /** The wall clock, in milliseconds since the epoch. */
  long millis();

  void pause(Duration time) throws InterruptedException;

  /** A pause of something that is done beside the run. */
  default void pauseAside(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** Takes the next element; null if none comes in this time. */
  default <T> @Nullable T poll(BlockingQueue<T> queue, Duration atMost)
      throws InterruptedException {
    return queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** This machine's clocks. */
  static RunClock system() {
    return pausing(Thread::sleep);
  }

  /** This machine's clocks, with other pauses. */
  static RunClock pausing(SettledView.Pause pause) {
    return new RunClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        pause.of(time);
      }
    };
  }

  /** What the wall clock shows at a moment of the monotonic clock. */
  default long millisAt(long nanos) {
    return millis() + (nanos - nanos()) / 1_000_000;
  }
}
