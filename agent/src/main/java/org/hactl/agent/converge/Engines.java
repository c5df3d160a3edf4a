package org.hactl.agent.converge;

import java.util.Collection;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.reconcile.HealthLookup;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/**
 * What runs beside the workers and is configured by the host state too: virtual routers, health
 * checks, tracking, BFD, the drift schedule.
 */
public interface Engines {
  /** Why the engines could not run as this state says; empty if they could. Starts nothing. */
  List<String> problems(HostState state);

  /**
   * Configures the engines for this state. What did not change is not disturbed.
   *
   * @throws IllegalArgumentException if the state cannot be run at all
   */
  void configure(HostState state);

  /**
   * Makes the virtual routers that are missing in this state give their roles away; changes nothing
   * else.
   *
   * @throws IllegalArgumentException if the state cannot be run at all
   */
  void retire(HostState without);

  /**
   * Waits until every check that just began has decided once, or could have: a recap should show
   * the real servers that are in.
   */
  void awaitFirstChecks();

  /** What the checks say at this moment. */
  HealthLookup health();

  /** Announces the addresses of these masters, which are in place, on the segment. */
  void announce(Collection<String> routers);

  /**
   * Says what keeps this host from serving as master of a router.
   *
   * @param fault null if it is worth a try
   */
  void lacks(String router, @Nullable ServingFault fault);

  /** Something happened to an interface. */
  void interfaceChanged(String name);

  /** Something may have happened to any interface. */
  void interfacesUnsure();

  /** Runs VRRP for these routers in memory, so that the virtual machine compiles its code. */
  void drill(HostState state);
}
