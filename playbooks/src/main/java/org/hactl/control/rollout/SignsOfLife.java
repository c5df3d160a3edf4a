package org.hactl.control.rollout;

import java.time.Duration;
import org.hactl.control.view.SettledView;

/** Does something again and again, on a thread of its own, until it is closed. */
public final class SignsOfLife implements AutoCloseable {
  private final Thread thread;

  private SignsOfLife(Thread thread) {
    this.thread = thread;
  }

  /**
   * Begins with a pause.
   *
   * @param sign must not throw; it may block
   */
  public static SignsOfLife every(Duration pause, SettledView.Pause clock, Runnable sign) {
    return new SignsOfLife(
        Thread.ofVirtual().name("signs-of-life").start(() -> repeat(pause, clock, sign)));
  }

  private static void repeat(Duration pause, SettledView.Pause clock, Runnable sign) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        clock.of(pause);
        sign.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
