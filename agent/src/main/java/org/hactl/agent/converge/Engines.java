package org.hactl.agent.converge;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.reconcile.HealthLookup;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/**
 * The engines beside the workers, which the host state configures as well: virtual routers, health
 * checks, tracking, BFD and the drift schedule.
 */
public interface Engines {
  /** Why the engines could not run as this state says; empty if they could. Starts nothing. */
  List<String> problems(HostState state);

  /**
   * Configures the engines for this state. Parts that did not change run on.
   *
   * @throws IllegalArgumentException if the state cannot be run at all
   */
  void configure(HostState state);

  /**
   * Configures the engines for a state that is not confirmed yet. Health checks that differ from
   * those in force are on trial: they run, but decide nothing before {@link #confirmed}. Routers
   * that change on the wire still advertise as before, and accept both.
   *
   * @param resumed new virtual routers that this host is master of at this moment, because of
   *     another program: they start as master
   * @param serving virtual services of another program, with the real servers that it has in
   *     service: new checks of these are on trial as well
   * @throws IllegalArgumentException if the state cannot be run at all
   */
  void tryOut(HostState state, Set<String> resumed, List<VirtualServiceSpec> serving);

  /**
   * The state that was tried out is confirmed.
   *
   * @return whether virtual routers accept what they sent before until {@link #settled}
   */
  boolean confirmed();

  /**
   * All directors have confirmed the state, so that only its own routers count.
   *
   * @return false if another state was configured since, whose change goes on
   */
  boolean settled();

  /**
   * The routers of this earlier state are still heard and sent with the next state that is
   * configured, until {@link #settled}. Call it before the engines are configured for the first
   * time.
   */
  void goOnSettling(HostState before);

  /**
   * Makes the virtual routers that are missing in this state give their roles away; changes nothing
   * else.
   *
   * @throws IllegalArgumentException if the state cannot be run at all
   */
  void retire(HostState without);

  /**
   * Waits until every new check has decided once or has had the time for it, so that a recap shows
   * the real servers that are in service.
   */
  void awaitFirstChecks();

  /** Waits until another director that gets addresses of this one has had the time to do so. */
  void awaitOtherMaster();

  /** What operators hold on this host. May be called before the engines are configured. */
  void holds(Holds holds);

  /** The present results of the checks. */
  HealthLookup health();

  /** Announces the addresses of these masters, which are in place, on the segment. */
  void announce(Collection<String> routers);

  /**
   * Tells the VRRP engine what keeps this host from serving as master of a router.
   *
   * @param fault null if the router may try
   */
  void lacks(String router, @Nullable ServingFault fault);

  /**
   * Makes exactly these routers, and all others in their sync groups, stand by: they hand their
   * roles over and take none until a call without them, also if no other host takes them. May be
   * called before the routers are configured.
   */
  void standBy(Set<String> routers);

  /** The interface has changed. */
  void interfaceChanged(String name);

  /** Any interface may have changed. */
  void interfacesUnsure();

  /** Runs VRRP for these routers in memory, so that the virtual machine compiles its code. */
  void drill(HostState state);
}
