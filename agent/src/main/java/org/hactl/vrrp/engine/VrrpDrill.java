package org.hactl.vrrp.engine;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.hactl.linux.libc.BootClock;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;

/**
 * A few failovers on a network of nobody, while there is time: a backup does for the first time
 * what it is there for when its master is gone, and the virtual machine is slow at what it has not
 * seen. Sends nothing.
 */
public final class VrrpDrill {
  /** So often, over all rounds, a router becomes master. */
  private static final int ENOUGH = 1000;

  /** Holds included, which are longer than down timers; a look each second. */
  private static final int MOST_STEPS = 300;

  private final List<RouterConfig> routers;
  private final DiscardingVrrpNetwork network;
  private long nowNanos = BootClock.nanos();

  private VrrpDrill(List<RouterConfig> routers) {
    this.routers = routers;
    this.network = new DiscardingVrrpNetwork(routers);
  }

  /**
   * @param routers as the engine has them
   * @return how often one of them became master
   */
  public static int run(List<RouterConfig> routers) {
    VrrpDrill drill = new VrrpDrill(List.copyOf(routers));
    int masters = 0;
    for (int round = 0; round * routers.size() < ENOUGH && !routers.isEmpty(); round++) {
      masters += drill.failOver();
    }
    return masters;
  }

  private int failOver() {
    VrrpCore core =
        new VrrpCore(network, _ -> {}, RoleMemory.none(), () -> nowNanos, InstantSource.system());
    core.configure(routers, List.of(), Map.of());
    for (int step = 0; step < MOST_STEPS && masters(core) < routers.size(); step++) {
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
