package org.hactl.track;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform thread {@code track}. */
final class ThreadLoop implements TrackLoop {
  private static final Logger log = LoggerFactory.getLogger(ThreadLoop.class);

  private final ScheduledThreadPoolExecutor executor;

  private final InstantSource wallClock;

  ThreadLoop(InstantSource wallClock) {
    this.wallClock = wallClock;
    executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("track").factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long millis() {
    return wallClock.millis();
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(logged(task));
    } catch (RejectedExecutionException e) {
      // Closed: nothing is tracked any more.
    }
  }

  @Override
  public void run(Runnable task) {
    try {
      CompletableFuture.runAsync(task, executor).join();
    } catch (RejectedExecutionException e) {
      // Closed, as above.
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    try {
      Future<?> future = executor.schedule(logged(task), delayNanos, TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      return Timer.NONE;
    }
  }

  private static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("a tracker failed; the other trackers continue", e);
      }
    };
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
