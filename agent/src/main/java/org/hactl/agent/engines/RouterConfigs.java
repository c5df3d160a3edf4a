package org.hactl.agent.engines;

import java.util.ArrayList;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.NeededInterfaces;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.SyncGroupConfig;

/** The routers and sync groups of a host state, as the engine takes them. Pure. */
public final class RouterConfigs {
  private RouterConfigs() {}

  /**
   * @throws IllegalArgumentException if the engine could not run one of the routers; {@link
   *     #problems} tells this in advance
   */
  static List<RouterConfig> of(HostState state) {
    return state.virtualRouters().stream().map(router -> of(state, router)).toList();
  }

  /** The sync groups of a host state. */
  static List<SyncGroupConfig> groups(HostState state) {
    return state.vrrp().syncGroups().stream()
        .map(group -> new SyncGroupConfig(group.name(), group.routers()))
        .toList();
  }

  /** Why the routers of this state cannot run, one sentence each. */
  public static List<String> problems(HostState state) {
    List<String> problems = new ArrayList<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      try {
        of(state, router);
      } catch (IllegalArgumentException e) {
        problems.add("virtual router " + router.name() + ": " + e.getMessage());
      }
    }
    return problems;
  }

  private static RouterConfig of(HostState state, VirtualRouterSpec router) {
    return router.announcing().toBuilder()
        .needs(NeededInterfaces.of(router, state.resources()))
        .build()
        .requireRunnable();
  }
}
