package org.hactl.agent.converge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time change what the host is to be. Who comes while something long is at work is
 * turned away; what is short is waited for.
 */
final class GenerationLock {
  private static final int LONGEST_WAIT_SECONDS = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean busyForShort;

  /** Whether the caller may go on, and is to {@link #leave}. */
  boolean enter() {
    try {
      return lock.tryLock() || busyForShort && lock.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for whoever is at work, however long that takes. */
  void await() {
    lock.lock();
  }

  void leave() {
    lock.unlock();
  }

  boolean isBusy() {
    return lock.isLocked();
  }

  /** Does something short, unless somebody is at work. */
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
