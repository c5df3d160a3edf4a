package org.hactl.agent.engines;

import org.hactl.bfd.model.BfdTransition;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.health.ServiceQuorums;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.VrrpEvent;

/** Reports nothing. */
public final class FakeListener implements EngineListener {
  @Override
  public void configure(HostState state) {}

  @Override
  public void vrrp(VrrpEvent event) {}

  @Override
  public void bfd(BfdTransition transition) {}

  @Override
  public void health(RealServerKey server, HealthView from, HealthView to, long inService) {}

  @Override
  public void quorum(ServiceQuorums.Change change) {}
}
