package org.hactl.agent.converge.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for periodic tasks and for tasks that can wait. */
public final class Housekeeping implements LaterTasks, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon(true).factory());

  /** Runs the task on a virtual thread of its own. */
  @Override
  public void after(Duration delay, Runnable what) {
    var _ =
        thread.schedule(
            () -> Thread.ofVirtual().name("alarm").start(what),
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  public void every(Duration period, Runnable what) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> guarded(what), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void soon(Runnable what) {
    thread.execute(() -> guarded(what));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Logs the error of a task, because a task that throws would never run again. */
  private static void guarded(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException | Error e) {
      log.atWarn().setCause(e).log("a periodic task failed");
    }
  }
}
