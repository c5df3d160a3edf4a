package org.hactl.agent.converge.role;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.hactl.reconcile.Roles;

/** The virtual routers that this host is master of now. Safe for use from any thread. */
public final class CurrentRoles {
  private final Set<String> masters = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> terms = new HashMap<>();
  private Map<String, String> renamed = Map.of();
  private boolean stopped;

  /**
   * Roles go with routers that get another name. The engine may use the old names for a while.
   *
   * @param nowByOld the new names by the old ones; no name is both
   */
  public synchronized void rename(Map<String, String> nowByOld) {
    renamed = Map.copyOf(nowByOld);
    nowByOld.forEach((old, now) -> {
      // Added first: a pass that looks at both moments sees this host as master.
      if (masters.contains(old)) {
        masters.add(now);
        masters.remove(old);
      }
    });
  }

  /** The present name of a router that the engine may call by its old one. */
  public synchronized String name(String router) {
    return renamed.getOrDefault(router, router);
  }

  /** Notes whether this host is master of a router now. */
  public synchronized void set(String router, boolean master) {
    if (stopped) {
      return;
    }
    if (master) {
      masters.add(router);
    } else {
      terms.merge(router, 1, Integer::sum);
      masters.remove(router);
      notifyAll();
    }
  }

  /** Another number after each time as master, so that what was meant for one time ends with it. */
  public synchronized int term(String router) {
    return terms.getOrDefault(router, 0);
  }

  /** Waits until this host is master of no router; returns whether that is so. */
  public synchronized boolean awaitNone(long atMostMillis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
    while (!masters.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** From now on this host is not master of any router, whatever the engine says. */
  public synchronized void stop() {
    stopped = true;
    masters.clear();
  }

  public boolean isMaster(String router) {
    return masters.contains(router);
  }

  public Roles get() {
    return new Roles(masters);
  }
}
