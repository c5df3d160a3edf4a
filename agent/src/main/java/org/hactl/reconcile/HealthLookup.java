package org.hactl.reconcile;

import org.hactl.health.QuorumView.Standing;
import org.hactl.health.RealServerHealth;
import org.hactl.host.SlowStart;
import org.hactl.host.VirtualServiceSpec;

/** The present health of a real server, as the checks report it. */
@FunctionalInterface
public interface HealthLookup {
  /** No real server has a check, so each counts as healthy. */
  HealthLookup UNCHECKED = (_, _) -> RealServerHealth.UNCHECKED;

  RealServerHealth of(VirtualServiceSpec service, VirtualServiceSpec.RealServerSpec realServer);

  /** Whether a service has its quorum. */
  default Standing quorum(VirtualServiceSpec service) {
    return Standing.REACHED;
  }

  /** What part of its weight a real server gets that comes back; 100 if all. */
  default int percent(VirtualServiceSpec service, VirtualServiceSpec.RealServerSpec realServer) {
    return SlowStart.FULL_PERCENT;
  }

  /** The weight that a real server gets in service: the site's, or what its check leaves of it. */
  default int weight(VirtualServiceSpec service, VirtualServiceSpec.RealServerSpec realServer) {
    return realServer.weight();
  }
}
