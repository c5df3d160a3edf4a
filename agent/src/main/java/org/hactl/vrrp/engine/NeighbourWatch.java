package org.hactl.vrrp.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.State;

/**
 * Keeps the neighbour tables of other hosts right: unicast peers find a router that waits for a
 * master, and a master whose interface got another hardware address announces its addresses again.
 */
final class NeighbourWatch {
  private static final long ASK_INTERVAL_NANOS = 1_000_000_000L;

  private final LinkCache links;
  private final ForwardingWatch forwarding;
  private final PeerSolicitor solicitor;

  /** When each waiting router last asked for its peers. */
  private final Map<ActiveRouter, Long> askedNanos = new HashMap<>();

  NeighbourWatch(VrrpNetwork network, LinkCache links) {
    this.links = links;
    this.forwarding = new ForwardingWatch(network);
    this.solicitor = new PeerSolicitor(network, links);
  }

  /** When to call {@link #look} next. */
  long nextNanos() {
    return forwarding.nextNanos();
  }

  /** Looks at all routers and their interfaces. */
  void look(Collection<ActiveRouter> routers, long nowNanos) {
    forwarding.look(routers, nowNanos);
    for (ActiveRouter router : routers) {
      if (router.config().transport().isUnicast()) {
        solicit(router, nowNanos);
      }
    }
    askedNanos.keySet().retainAll(routers);
    Set<String> moved = links.takeMoved();
    if (!moved.isEmpty()) {
      routers.forEach(router -> follow(router, moved, nowNanos));
    }
  }

  /**
   * Asks for the peers while the router waits, and once more when a frame has shown that the
   * interface forwards.
   */
  private void solicit(ActiveRouter router, long nowNanos) {
    if (!router.machine().awaitsFrame()) {
      if (askedNanos.remove(router) != null) {
        solicitor.solicit(router.config(), router.source());
      }
      return;
    }
    Long before = askedNanos.get(router);
    if (before == null || nowNanos - before >= ASK_INTERVAL_NANOS) {
      askedNanos.put(router, nowNanos);
      solicitor.solicit(router.config(), router.source());
    }
  }

  private void follow(ActiveRouter router, Set<String> moved, long nowNanos) {
    boolean unicast = router.config().transport().isUnicast();
    if (unicast && moved.contains(router.config().interfaceName())) {
      solicitor.solicit(router.config(), router.source());
    }
    boolean announces =
        router.config().announced().stream().anyMatch(vip -> moved.contains(vip.interfaceName()));
    if (announces && router.machine().state() == State.MASTER) {
      router.step(new Input.AddressesReady(), nowNanos);
    }
  }
}
