package org.hactl.vrrp.engine;

import java.util.Collection;

/**
 * Looks at the interfaces of all routers: when the kernel reports a change, and once a second in
 * case a report was lost.
 */
final class InterfaceLooks {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final LinkCache links;
  private final Segments segments;
  private final NeighbourWatch neighbours;
  private long nextNanos;

  InterfaceLooks(VrrpNetwork network, LinkCache links, Segments segments, long nowNanos) {
    this.links = links;
    this.segments = segments;
    this.neighbours = new NeighbourWatch(network, links);
    this.nextNanos = nowNanos + INTERVAL_NANOS;
  }

  /** When to call {@link #fire} next. */
  long nextNanos() {
    return Math.min(nextNanos, neighbours.nextNanos());
  }

  void changed(String interfaceName, Collection<ActiveRouter> routers, long nowNanos) {
    links.refresh(interfaceName);
    segments.look(interfaceName);
    neighbours.look(routers, nowNanos);
  }

  void lookAtNeighbours(Collection<ActiveRouter> routers, long nowNanos) {
    neighbours.look(routers, nowNanos);
  }

  /** Looks at what is due. */
  void fire(Collection<ActiveRouter> routers, long nowNanos) {
    if (nowNanos >= neighbours.nextNanos()) {
      neighbours.look(routers, nowNanos);
    }
    if (nowNanos >= nextNanos) {
      nextNanos = nowNanos + INTERVAL_NANOS;
      links.forgetAll();
      segments.look();
      routers.forEach(router -> router.watchServing(nowNanos));
      neighbours.look(routers, nowNanos);
    }
  }
}
