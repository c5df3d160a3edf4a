package org.hactl.reconcile;

import org.hactl.health.RealServerHealth;
import org.hactl.host.VirtualServiceSpec;

/** The present health of a real server, as the checks report it. */
@FunctionalInterface
public interface HealthLookup {
  /** No real server has a check, so each counts as healthy. */
  HealthLookup UNCHECKED = (_, _) -> RealServerHealth.UNCHECKED;

  RealServerHealth of(VirtualServiceSpec service, VirtualServiceSpec.RealServerSpec realServer);

  /** The weight that a real server gets in service: the site's, or what its check leaves of it. */
  default int weight(VirtualServiceSpec service, VirtualServiceSpec.RealServerSpec realServer) {
    return realServer.weight();
  }
}
