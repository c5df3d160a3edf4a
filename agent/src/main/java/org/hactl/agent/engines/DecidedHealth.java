package org.hactl.agent.engines;

import java.util.Map;
import org.hactl.health.HealthView;
import org.hactl.health.QuorumView;
import org.hactl.health.QuorumView.Standing;
import org.hactl.health.RealServerHealth;
import org.hactl.health.RealServerKey;
import org.hactl.host.SlowStart;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.reconcile.HealthLookup;
import org.jspecify.annotations.Nullable;

/**
 * What the checks in force say about real servers at one moment, and how the quorums stand.
 *
 * @param views of the real servers that are checked
 * @param quorums by service
 * @param percents of the weight, for real servers that come back
 */
record DecidedHealth(
    Map<RealServerKey, HealthView> views,
    Map<String, QuorumView> quorums,
    Map<RealServerKey, Integer> percents)
    implements HealthLookup {
  @Override
  public RealServerHealth of(VirtualServiceSpec service, RealServerSpec realServer) {
    HealthView view = view(service, realServer);
    if (view != null) {
      return view.health();
    }
    return service.checkOf(realServer) == null
        ? RealServerHealth.UNCHECKED
        : RealServerHealth.UNKNOWN;
  }

  @Override
  public int weight(VirtualServiceSpec service, RealServerSpec realServer) {
    HealthView view = view(service, realServer);
    return view == null ? realServer.weight() : view.weight(realServer.weight());
  }

  private @Nullable HealthView view(VirtualServiceSpec service, RealServerSpec realServer) {
    // Most sites with very many real servers check none of them here.
    return views.isEmpty() ? null : views.get(RealServerKey.of(service, realServer));
  }

  @Override
  public int percent(VirtualServiceSpec service, RealServerSpec realServer) {
    return percents.isEmpty()
        ? SlowStart.FULL_PERCENT
        : percents.getOrDefault(RealServerKey.of(service, realServer), SlowStart.FULL_PERCENT);
  }

  @Override
  public Standing quorum(VirtualServiceSpec service) {
    QuorumView view = quorums.get(service.name());
    return view == null ? Standing.UNKNOWN : view.standing();
  }
}
