package org.hactl.health;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hactl.health.probe.CheckResult;
import org.hactl.health.probe.Checker;
import org.hactl.health.probe.Means;
import org.hactl.health.wire.Deadline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of one real server, on a virtual thread of its own. */
final class RealServerWatch {
  private static final Logger log = LoggerFactory.getLogger(RealServerWatch.class);

  private final CheckTarget target;
  private final Checker checker;
  private final WatchListener listener;
  private final LongSupplier millis;
  private final Thread thread;
  private final CountDownLatch tried = new CountDownLatch(1);
  private volatile boolean ended;
  private volatile HealthState state;
  private volatile String detail;
  private volatile boolean withoutResult;
  private @Nullable String warned;

  /** When the last try that agreed with the health began; null if no try has agreed yet. */
  private volatile @Nullable Long agreedNanos;

  /** Called on the thread of the watch. */
  interface WatchListener {
    /** A try has changed the health. */
    void changed(RealServerWatch watch, HealthView from, HealthView to);

    /** This host could not try. */
    void notTried(String why);

    /** A try has succeeded, with something that an operator must see to; null if that is over. */
    void warns(RealServerWatch watch, @Nullable String warning);
  }

  /**
   * @param initial the health from before; it is kept until enough tries in a row contradict it
   */
  RealServerWatch(
      CheckTarget target,
      HealthView initial,
      long startDelayNanos,
      WatchListener listener,
      LongSupplier millis,
      Means means) {
    this.target = target;
    this.checker = Checker.of(target.aim(), means);
    this.listener = listener;
    this.millis = millis;
    this.state = new HealthState(initial.health(), 0, initial.sinceMillis());
    this.detail = initial.detail();
    RealServerKey server = target.server();
    this.thread =
        Thread.ofVirtual()
            .name("check " + server.service() + " " + server.host())
            .unstarted(() -> run(startDelayNanos));
  }

  void start() {
    thread.start();
  }

  CheckTarget target() {
    return target;
  }

  HealthView view() {
    HealthState now = state;
    return new HealthView(now.health(), now.sinceMillis(), detail);
  }

  /**
   * Whether a try has confirmed the health.
   *
   * @param sinceNanos only a try that began at this time of {@link System#nanoTime} or later
   *     counts; null if any try counts
   */
  boolean isConfirmed(@Nullable Long sinceNanos) {
    Long agreed = agreedNanos;
    return agreed != null && (sinceNanos == null || agreed - sinceNanos >= 0);
  }

  /** Why the last try had no result; null if it had one. */
  @Nullable String localError() {
    return withoutResult ? detail : null;
  }

  /** Waits for the first try to end. Returns false if the time was up first. */
  boolean awaitFirstTry(long nanos) throws InterruptedException {
    return tried.await(nanos, TimeUnit.NANOSECONDS);
  }

  void end() {
    ended = true;
    thread.interrupt();
  }

  private void run(long startDelayNanos) {
    try {
      Thread.sleep(Duration.ofNanos(startDelayNanos));
      while (!ended) {
        long started = System.nanoTime();
        CheckResult result = tryOnce();
        if (ended) {
          return;
        }
        take(result, started);
        tried.countDown();
        long ended = System.nanoTime();
        long next =
            CheckSchedule.nextStartNanos(started, ended, target.check().timing().intervalMillis());
        Thread.sleep(Duration.ofNanos(next - ended));
      }
    } catch (InterruptedException _) {
      // Only end() interrupts.
    } finally {
      tried.countDown();
    }
  }

  private CheckResult tryOnce() {
    try {
      return checker.check(new Deadline(System::nanoTime, target.check().timing().timeoutMillis()));
    } catch (RuntimeException e) {
      log.error("check failed to run server={}", target.server(), e);
      return CheckResult.failure("the check could not be run: " + e);
    }
  }

  private void take(CheckResult result, long startedNanos) {
    if (result.verdict() == CheckResult.Verdict.NONE) {
      detail = result.detail();
      withoutResult = true;
      listener.notTried(result.detail());
      return;
    }
    withoutResult = false;
    warn(result.warning());
    HealthView before = view();
    HealthState next = state.step(result.success(), target.check().timing(), millis.getAsLong());
    detail = result.detail();
    state = next;
    if (next.run() == 0) {
      agreedNanos = startedNanos;
    }
    if (before.health() != next.health()) {
      try {
        listener.changed(this, before, view());
      } catch (RuntimeException e) {
        log.error("listener failed server={}", target.server(), e);
      }
    }
  }

  private void warn(@Nullable String warning) {
    if (!Objects.equals(warning, warned)) {
      warned = warning;
      listener.warns(this, warning);
    }
  }

  /** The health with which a check that replaces this one starts. */
  static HealthView unknown(long nowMillis) {
    return new HealthView(RealServerHealth.UNKNOWN, nowMillis, "not tried yet");
  }
}
