package org.hactl.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hactl.health.SharedTries.Hearer;
import org.hactl.health.probe.Aim;
import org.hactl.health.probe.CheckResult;
import org.hactl.health.probe.Checker;
import org.hactl.health.probe.Means;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec.Timing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question that is asked again and again, on a virtual thread of its own. */
final class TrySeries {
  private static final Logger log = LoggerFactory.getLogger(TrySeries.class);

  private final Aim aim;
  private final Timing timing;
  private final Means means;
  private final List<Hearer> hearers = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private @Nullable Checker checker;
  private volatile boolean ended;

  /** Guarded by the lock: when the next try begins. */
  private long nextNanos;

  /**
   * Guarded by the lock: whether a try has ended and none is under way, so that a new hearer needs
   * another one.
   */
  private boolean idle;

  TrySeries(Aim aim, Means means, long startDelayNanos) {
    this.aim = aim;
    this.timing = aim.check().timing();
    this.means = means;
    this.nextNanos = System.nanoTime() + startDelayNanos;
    this.thread = Thread.ofVirtual().name("check " + aim.address()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void join(Hearer hearer) {
    lock.lock();
    try {
      hearers.add(hearer);
      if (idle) {
        nextNanos = System.nanoTime();
        sooner.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it has ended, because nothing hears it any more. */
  boolean leave(Hearer hearer) {
    hearers.remove(hearer);
    if (!hearers.isEmpty()) {
      return false;
    }
    ended = true;
    thread.interrupt();
    return true;
  }

  private void run() {
    try {
      while (awaitNext()) {
        long started = System.nanoTime();
        begin(started);
        CheckResult result = tryOnce();
        for (Hearer hearer : end()) {
          hearer.heard(result, started);
        }
      }
    } catch (InterruptedException _) {
      // Only the last hearer's leaving interrupts.
    }
  }

  /** Returns false once the series has ended. */
  private boolean awaitNext() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (long left = left(); left > 0 && !ended; left = left()) {
        var _ = sooner.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    return !ended;
  }

  private long left() {
    return nextNanos - System.nanoTime();
  }

  private void begin(long startedNanos) {
    lock.lock();
    try {
      idle = false;
      nextNanos =
          CheckSchedule.nextStartNanos(
              startedNanos, timing.intervalMillis(), ThreadLocalRandom.current().nextDouble());
    } finally {
      lock.unlock();
    }
  }

  /** Returns who hears of the try; a hearer that joins later needs another one. */
  private List<Hearer> end() {
    lock.lock();
    try {
      idle = true;
      return ended ? List.of() : List.copyOf(hearers);
    } finally {
      lock.unlock();
    }
  }

  private CheckResult tryOnce() {
    try {
      Checker known = checker;
      if (known == null) {
        known = Checker.of(aim, means);
        checker = known;
      }
      return known.check(new Deadline(System::nanoTime, timing.timeoutMillis()));
    } catch (RuntimeException e) {
      log.error("check failed to run address={}", aim.address(), e);
      return CheckResult.failure("the check could not be run: " + e);
    }
  }
}
