package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hactl.vrrp.protocol.VirtualRouter;

/** Stands in for the agent of a director: puts the virtual addresses on its interfaces. */
final class SimulatedReconciler {
  private static final long MS = 1_000_000L;

  private final SimulatedSite site;
  private final SimulatedKernel kernel;
  private final SimulatedEngine engine;
  private final Schedule schedule;
  private final RandomGenerator random;

  SimulatedReconciler(
      SimulatedSite site,
      SimulatedKernel kernel,
      SimulatedEngine engine,
      Schedule schedule,
      RandomGenerator random) {
    this.site = site;
    this.kernel = kernel;
    this.engine = engine;
    this.schedule = schedule;
    this.random = random;
  }

  /** As the agent does: takes addresses away at once, and says when they are there. */
  void program(SimulatedRouter router, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      removeAll(router);
      return;
    }
    VirtualRouter machine = router.machine();
    schedule.after(
        1 + random.nextLong(20 * MS),
        () ->
            engine.tell(running -> {
              if (router.machine() == machine && router.hasAddress()) {
                link(router).put(router.index, router.config().addresses());
                running.interfaceChanged(router.config().interfaceName());
                running.addressesReady(List.of(router.config().name()));
              }
            }));
  }

  /** Puts the addresses of a master back on an interface that was without them. */
  void restore(SimulatedRouter router) {
    if (router.hasAddress()) {
      program(router, router.config().addresses());
    }
  }

  /** Removes the addresses of a router except these. */
  void retain(SimulatedRouter router, List<InetAddress> addresses) {
    link(router).retain(router.index, addresses);
  }

  void removeAll(SimulatedRouter router) {
    link(router).put(router.index, List.of());
  }

  /** Whether the addresses of a router are on its interface. */
  boolean hasVirtual(SimulatedRouter router) {
    return !link(router).virtual(router.index).isEmpty();
  }

  SimulatedLink.Condition condition(SimulatedRouter router) {
    return link(router).condition();
  }

  private SimulatedLink link(SimulatedRouter router) {
    return kernel.link(site.segmentByRouter.get(router.index));
  }
}
