package org.hactl.health;

import java.util.ArrayList;
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
  private final Condition news = lock.newCondition();
  private @Nullable Checker checker;
  private volatile boolean ended;

  /** Guarded by the lock, as all below: when the next try begins. */
  private long nextNanos;

  /** The last result while no try is under way; null before the first one ends, and during one. */
  private @Nullable Result last;

  /** Those that came after the last result, and have to hear it. */
  private final List<Hearer> late = new ArrayList<>();

  private record Result(CheckResult result, LastTry.Span span) {
    void tell(List<Hearer> hearers) {
      hearers.forEach(hearer -> hearer.heard(result, span));
    }
  }

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

  /**
   * One more hears the results. It hears the last one at once, and no other try is made for it: for
   * the others that try would count as one that came too early.
   */
  void join(Hearer hearer) {
    lock.lock();
    try {
      hearers.add(hearer);
      if (last != null) {
        late.add(hearer);
        news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next try begins now, or when the one that is under way has ended. */
  void tryNow() {
    lock.lock();
    try {
      nextNanos = System.nanoTime();
      news.signal();
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
      while (!ended) {
        if (!awaitNext()) {
          Result result = makeTry();
          result.tell(end(result));
        }
      }
    } catch (InterruptedException _) {
      // Only the last hearer's leaving interrupts.
    }
  }

  /**
   * Returns at the time of the next try; or earlier with true, having told those that came late.
   */
  private boolean awaitNext() throws InterruptedException {
    Result known;
    List<Hearer> waiting;
    lock.lockInterruptibly();
    try {
      for (long left = left(); left > 0 && late.isEmpty(); left = left()) {
        var _ = news.awaitNanos(left);
      }
      known = last;
      waiting = List.copyOf(late);
      late.clear();
      if (known == null || waiting.isEmpty()) {
        last = null;
        return false;
      }
    } finally {
      lock.unlock();
    }
    known.tell(waiting);
    return true;
  }

  private long left() {
    return nextNanos - System.nanoTime();
  }

  private Result makeTry() {
    long started = System.nanoTime();
    long next =
        CheckSchedule.nextStartNanos(
            started, timing.intervalMillis(), ThreadLocalRandom.current().nextDouble());
    lock.lock();
    try {
      nextNanos = next;
    } finally {
      lock.unlock();
    }
    CheckResult result = tryOnce();
    return new Result(result, new LastTry.Span(started, System.nanoTime()));
  }

  /** Keeps a result for those that come later; returns who hears it now. */
  private List<Hearer> end(Result result) {
    lock.lock();
    try {
      last = result;
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
