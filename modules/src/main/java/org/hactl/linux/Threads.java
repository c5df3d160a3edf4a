package org.hactl.linux;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What {@link Thread} does not do by itself. */
public final class Threads {
  private Threads() {}

  /** Waits for its end; an interrupt does not cut that short, and is kept for later. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets it do what is queued, and waits for that; an interrupt does not cut that short. */
  static void finish(ExecutorService executor) {
    executor.shutdown();
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      try {
        over = executor.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
