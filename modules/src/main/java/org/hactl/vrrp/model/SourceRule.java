package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.util.Objects;
import org.hactl.linux.net.Family;

/**
 * From which of its interface's addresses a router can send: the configured one, or else any of its
 * family. In IPv6 it is a link-local address (RFC 9568 section 5.1.2.1), unless a peer is not on
 * the link.
 */
public final class SourceRule {
  private SourceRule() {}

  /** Whether the router can send from an address of its interface that is no VIP. */
  public static boolean fits(RouterConfig router, InetAddress address) {
    InetAddress wanted = router.transport().source();
    if (wanted != null) {
      return wanted.equals(address);
    }
    return Family.of(address) == router.family()
        && (router.family() == Family.INET
            || address.isLinkLocalAddress() == wantsLinkLocal(router));
  }

  /** What kind of address the router sends from: {@code IPv4}, {@code link-local IPv6} … */
  public static String kind(RouterConfig router) {
    return switch (router.family()) {
      case INET -> "IPv4";
      case INET6 -> wantsLinkLocal(router) ? "link-local IPv6" : "global IPv6";
    };
  }

  /** Whether two routers can send from the same addresses. */
  public static boolean isSame(RouterConfig one, RouterConfig other) {
    return one.isBeside(other)
        && Objects.equals(one.transport().source(), other.transport().source())
        && wantsLinkLocal(one) == wantsLinkLocal(other);
  }

  private static boolean wantsLinkLocal(RouterConfig router) {
    return router.transport().peers().stream()
        .allMatch(peer -> peer.address().isLinkLocalAddress());
  }
}
