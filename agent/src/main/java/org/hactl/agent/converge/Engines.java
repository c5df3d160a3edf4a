package org.hactl.agent.converge;

import java.util.Collection;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.reconcile.HealthLookup;

/**
 * What runs beside the workers and is configured by the host state too: virtual routers, health
 * checks, tracking, BFD, the drift schedule.
 */
public interface Engines {
  /** Why the engines could not run as this state says; empty where they could. Starts nothing. */
  List<String> problems(HostState state);

  /**
   * Makes them run as this state says. What is the same as before is not disturbed.
   *
   * @throws IllegalArgumentException where the state cannot be run at all
   */
  void configure(HostState state);

  /**
   * Lets the virtual routers that are missing in this state give their roles away, and changes
   * nothing else.
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

  /** Something happened to an interface. */
  void interfaceChanged(String name);

  /** Something may have happened to any interface. */
  void interfacesUnsure();

  /** Runs VRRP for these routers in memory, so that the virtual machine compiles its code. */
  void drill(HostState state);
}
