package org.hactl.agent.converge;

import java.util.Collection;
import org.hactl.host.HostState;
import org.hactl.reconcile.HealthLookup;

/**
 * What runs beside the workers and takes its orders from the host state too: virtual routers,
 * health checks, the drift schedule, notifications.
 */
public interface Engines {
  /**
   * Makes them run as this state says. What is the same as before is not disturbed.
   *
   * @throws IllegalArgumentException where the state cannot be run at all
   */
  void configure(HostState state);

  /**
   * Lets virtual routers give their roles away that are no more in this state, and touches nothing
   * else.
   *
   * @throws IllegalArgumentException where the state cannot be run at all
   */
  void retire(HostState without);

  /**
   * Waits until every check that just began has decided once, or could have: a recap should show
   * the real servers that are in.
   */
  void awaitFirstChecks();

  /** What the checks say at this moment. */
  HealthLookup health();

  /** Tells the segment that the addresses of these masters are in place. */
  void announce(Collection<String> routers);
}
