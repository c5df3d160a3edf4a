package org.hactl.agent.engines;

import org.hactl.bfd.model.BfdTransition;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.health.ServiceQuorums;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.VrrpEvent;

/**
 * Told what the engines do, to report it. Each method returns at once; may be called from any
 * thread.
 */
public interface EngineListener {
  /** The engines run by this state from now on. */
  void configure(HostState state);

  void vrrp(VrrpEvent event);

  void bfd(BfdTransition transition);

  /**
   * The health of a real server has changed.
   *
   * @param inService how many real servers of the service are healthy now
   */
  void health(RealServerKey server, HealthView from, HealthView to, long inService);

  /** The quorum of a service was reached or lost. */
  void quorum(ServiceQuorums.Change change);
}
