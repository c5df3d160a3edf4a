package org.hactl.linux.libc;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Helpers for platform threads. */
public final class Threads {
  private Threads() {}

  /**
   * Waits for a thread's end. An interrupt does not shorten that; the interrupt flag is set
   * afterwards.
   */
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

  /** Waits for a latch. An interrupt does not shorten that; the flag is set afterwards. */
  public static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
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
   * An executor with one platform thread, started at once: a thread started later would inherit the
   * priority of the thread that submits the first task.
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

  /** Runs what is queued and waits for it. An interrupt does not shorten that. */
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
