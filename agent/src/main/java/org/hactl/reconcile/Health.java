package org.hactl.reconcile;

import org.hactl.agent.api.HostStatus;
import org.hactl.host.VirtualServiceSpec;

/** What the checks say of a real server at this moment. */
@FunctionalInterface
public interface Health {
  /** Every real server healthy, as where nothing is checked. */
  Health UNCHECKED = (_, _) -> HostStatus.Health.UNCHECKED;

  HostStatus.Health of(VirtualServiceSpec service, VirtualServiceSpec.RealServerSpec realServer);
}
