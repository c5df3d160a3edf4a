package org.hactl.agent;

import org.hactl.agent.engines.EngineListener;
import org.hactl.agent.peer.Peers;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.health.ServiceQuorums;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;

/** Reports what the engines do, and has other directors told of new roles at once. */
record PeersToo(EngineListener reporter, Peers peers) implements EngineListener {
  @Override
  public void configure(HostState state) {
    reporter.configure(state);
    peers.wake();
  }

  @Override
  public void vrrp(VrrpEvent event) {
    reporter.vrrp(event);
    if (event instanceof Transition) {
      peers.wake();
    }
  }

  @Override
  public void bfd(BfdTransition transition) {
    reporter.bfd(transition);
  }

  @Override
  public void health(RealServerKey server, HealthView from, HealthView to, long inService) {
    reporter.health(server, from, to, inService);
  }

  @Override
  public void quorum(ServiceQuorums.Change change) {
    reporter.quorum(change);
  }
}
