package org.hactl.linux.libc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
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

  /**
   * One platform thread that does one thing after the other. It is there from the start: a thread
   * that hands it something creates none, which would have the priority of its creator.
   */
  public static ExecutorService single(String name) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name).daemon(true).factory());
    executor.prestartAllCoreThreads();
    return executor;
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
