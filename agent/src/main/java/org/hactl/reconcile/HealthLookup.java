package org.hactl.reconcile;

import org.hactl.health.RealServerHealth;
import org.hactl.host.VirtualServiceSpec;

/** What the checks say of a real server at this moment. */
@FunctionalInterface
public interface HealthLookup {
  /** Every real server healthy, as where nothing is checked. */
  HealthLookup UNCHECKED = (_, _) -> RealServerHealth.UNCHECKED;

  RealServerHealth of(VirtualServiceSpec service, VirtualServiceSpec.RealServerSpec realServer);
}
