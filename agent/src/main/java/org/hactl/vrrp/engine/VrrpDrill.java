package org.hactl.vrrp.engine;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.hactl.linux.libc.BootClock;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;

/**
 * Rehearses failovers on a network that discards every packet, so that the virtual machine compiles
 * the takeover path before a real master fails. Sends nothing.
 */
public final class VrrpDrill {
  /** The number of takeovers, over all rounds, after which the drill ends. */
  private static final int MIN_TAKEOVERS = 1000;

  /**
   * The limit of steps in a failover: the core looks at the interfaces each second, and a hold
   * lasts longer than a down timer.
   */
  private static final int MAX_STEPS = 300;

  private final List<RouterConfig> routers;
  private final DiscardingVrrpNetwork network;
  private long nowNanos = BootClock.nanos();

  private VrrpDrill(List<RouterConfig> routers) {
    this.routers = routers;
    this.network = new DiscardingVrrpNetwork(routers);
  }

  /**
   * @param routers the routers of the engine
   * @return how many takeovers there were
   */
  public static int run(List<RouterConfig> routers) {
    VrrpDrill drill = new VrrpDrill(List.copyOf(routers));
    int masters = 0;
    for (int round = 0; round * routers.size() < MIN_TAKEOVERS && !routers.isEmpty(); round++) {
      masters += drill.failOver();
    }
    return masters;
  }

  private int failOver() {
    VrrpCore core =
        new VrrpCore(network, _ -> {}, RoleMemory.none(), () -> nowNanos, InstantSource.system());
    core.configure(routers, List.of(), Map.of());
    for (int step = 0; step < MAX_STEPS && masters(core) < routers.size(); step++) {
      nowNanos = core.nextDeadlineNanos();
      core.fireTimers();
    }
    int masters = masters(core);
    core.addressesReady(routers.stream().map(RouterConfig::name).toList());
    core.close();
    return masters;
  }

  private static int masters(VrrpCore core) {
    return Math.toIntExact(
        core.routerStatus().stream().filter(router -> router.state() == State.MASTER).count());
  }
}
