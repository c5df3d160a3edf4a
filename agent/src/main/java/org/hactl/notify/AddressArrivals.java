package org.hactl.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The routers that became master and whose addresses are not in place yet: a hook for {@code
 * MASTER} waits until they are.
 */
public final class AddressArrivals {
  private final Set<String> expected = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  /** The router became master: its addresses are about to be added. */
  public void expect(String router) {
    lock.lock();
    try {
      expected.add(router);
    } finally {
      lock.unlock();
    }
  }

  /** The router's addresses are in place, or not wanted any more. */
  public void arrived(String router) {
    lock.lock();
    try {
      if (expected.remove(router)) {
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the addresses of these routers are in place, or until {@code limit} is over. */
  void await(Collection<String> routers, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (left > 0 && !Collections.disjoint(expected, routers)) {
        left = arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
