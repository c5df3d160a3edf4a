package org.hactl.health;

/** Is told when the health of a real server changes. */
@FunctionalInterface
public interface HealthListener {
  /**
   * A try has changed the health. Called on the thread of the check, whose next try waits for the
   * return; for one real server never by two threads at once. May be called once more for a check
   * that {@link HealthChecks#configure} is just ending.
   */
  void changed(RealServerKey server, HealthView from, HealthView to);

  /** A try has changed the weight that a real server gets, and not its health. */
  default void weighed(RealServerKey server, HealthView to) {}
}
