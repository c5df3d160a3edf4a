package org.hactl.agent.engines;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hactl.host.DriftPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the full pass when it is due by the site's schedule. A missed pass is not run later. */
final class DriftSchedule implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DriftSchedule.class);

  private final InstantSource clock;
  private final Runnable due;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("hactl-drift").factory());
  private @Nullable Followed followed;

  /**
   * @param clock the wall clock, for cron expressions
   * @param due called on the schedule's own thread
   */
  DriftSchedule(InstantSource clock, Runnable due) {
    this.clock = clock;
    this.due = due;
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Uses this policy from now on; an unchanged policy keeps its next time.
   *
   * @throws IllegalArgumentException if the policy names no times; then the earlier policy stays in
   *     use
   */
  synchronized void configure(DriftPolicy policy) {
    if (followed != null && followed.policy.equals(policy)) {
      return;
    }
    DriftTimes times = DriftTimes.of(policy);
    Instant now = clock.instant();
    if (times.after(now).isEmpty()) {
      throw new IllegalArgumentException(
          "the drift schedule cannot run: cron '" + policy.cron() + "' will never fire");
    }
    stop();
    followed = new Followed(policy, times);
    followed.plan(now);
  }

  private void stop() {
    if (followed != null && followed.next != null) {
      followed.next.cancel(false);
    }
    followed = null;
  }

  @Override
  public synchronized void close() {
    stop();
    timer.shutdown();
  }

  /** The policy in use, and the wait for its next time. */
  private final class Followed {
    private final DriftPolicy policy;
    private final DriftTimes times;
    private @Nullable Future<?> next;

    private Followed(DriftPolicy policy, DriftTimes times) {
      this.policy = policy;
      this.times = times;
    }

    private void plan(Instant now) {
      next = times.after(now).map(time -> await(now, time)).orElse(null);
    }

    private Future<?> await(Instant now, Instant time) {
      // Rounded up: otherwise the remaining fraction of a millisecond would need another wait.
      long millis = Duration.between(now, time).plusNanos(999_999).toMillis();
      return timer.schedule(
          () -> woken(time),
          Math.min(millis, times.longestWait().toMillis()),
          TimeUnit.MILLISECONDS);
    }

    private void woken(Instant planned) {
      boolean isDue;
      synchronized (DriftSchedule.this) {
        if (followed != this) {
          return;
        }
        Instant now = clock.instant();
        isDue = times.isDue(planned, now);
        plan(now);
      }
      if (isDue) {
        run();
      }
    }

    private void run() {
      try {
        due.run();
      } catch (RuntimeException e) {
        log.error("the scheduled full pass failed", e);
      }
    }
  }
}
