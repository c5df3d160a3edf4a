package org.hactl.agent.engines;

import java.util.Map;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerHealth;
import org.hactl.health.RealServerKey;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.reconcile.HealthLookup;
import org.jspecify.annotations.Nullable;

/**
 * What the checks in force say about real servers at one moment.
 *
 * @param views of the real servers that are checked
 */
record DecidedHealth(Map<RealServerKey, HealthView> views) implements HealthLookup {
  @Override
  public RealServerHealth of(VirtualServiceSpec service, RealServerSpec realServer) {
    HealthView view = view(service, realServer);
    if (view != null) {
      return view.health();
    }
    return service.check() == null ? RealServerHealth.UNCHECKED : RealServerHealth.UNKNOWN;
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
}
