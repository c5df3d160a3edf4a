package org.hactl.track;

import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;

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
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            name,
            2,
            51,
            "eth0",
            100,
            1_000,
            true,
            0,
            Authentication.none(),
            List.of("192.168.0.254/24"),
            GratuitousArp.DEFAULT);
    return tracking(router, tracks);
  }

  /** The same router, which depends on these. */
  public static VirtualRouterSpec tracking(VirtualRouterSpec router, TrackSpec... tracks) {
    return router.tracking(List.of(tracks));
  }
}
