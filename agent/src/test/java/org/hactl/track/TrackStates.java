package org.hactl.track;

import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;

/** Host states that track something. */
public final class TrackStates {
  private TrackStates() {}

  public static HostState state(
      List<VirtualRouterSpec> routers, List<TrackerSpec> trackers, List<SyncGroupSpec> groups) {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(routers)
        .vrrp(new VrrpPolicy(groups, trackers, List.of(), List.of(), List.of(), false))
        .build();
  }

  public static VirtualRouterSpec router(String name, TrackSpec... tracks) {
    VirtualRouterSpec router = TestRouters.router(name, "eth0", "192.168.0.254/24");
    return tracking(router, tracks);
  }

  /** The same router with these tracks. */
  public static VirtualRouterSpec tracking(VirtualRouterSpec router, TrackSpec... tracks) {
    return router.tracking(List.of(tracks));
  }
}
