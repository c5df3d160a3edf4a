package org.hactl.agent.converge;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.hactl.agent.converge.time.Clock;

/**
 * Lets one client at a time change the host's generation. While an apply or a rollback is running
 * the next client is refused; during a short action it waits.
 */
final class GenerationLock {
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean busyForShort;

  GenerationLock(Clock clock) {
    this.clock = clock;
  }

  /** Takes the lock if it can. Returns true if the caller has the lock and must {@link #leave}. */
  boolean enter() {
    try {
      return lock.tryLock() || busyForShort && clock.tryLock(lock, MAX_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** As {@link #enter}, but waits some seconds also for another client. */
  boolean enterSoon() {
    try {
      return clock.tryLock(lock, MAX_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for the lock, however long that takes. */
  void await() {
    lock.lock();
  }

  void leave() {
    lock.unlock();
  }

  boolean isBusy() {
    return lock.isLocked();
  }

  /**
   * Runs a long action on a thread of its own. Returns once that thread has the lock, so that
   * nothing else runs first.
   */
  void inBackground(String thread, Runnable what) {
    CountDownLatch begun = new CountDownLatch(1);
    Thread.ofVirtual()
        .name(thread)
        .start(() -> {
          lock.lock();
          try {
            begun.countDown();
            what.run();
          } finally {
            lock.unlock();
          }
        });
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a short action, unless the lock is taken. */
  void ifIdle(Runnable what) {
    if (lock.tryLock()) {
      busyForShort = true;
      try {
        what.run();
      } finally {
        busyForShort = false;
        lock.unlock();
      }
    }
  }
}
