package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * The address that a router sends from: the configured one, which the interface must have, or else
 * the first of its family on the interface. In IPv6 it is a link-local address (RFC 9568 section
 * 5.1.2.1), unless a peer is not on the link. A router keeps its address, because the order of the
 * kernel's list changes with every added address.
 *
 * @param address null if the router has none
 * @param problem why the router has none; null if it has one
 */
record SourceAddress(@Nullable InetAddress address, @Nullable String problem) {

  /**
   * @param before the address that the router used until now; null if there is none
   * @param own the interface's addresses without the virtual ones
   * @param owned the virtual addresses that may be used if there is no other, because their routers
   *     are owners
   */
  static SourceAddress select(
      RouterConfig config,
      LinkFacts facts,
      @Nullable InetAddress before,
      List<InetAddress> own,
      List<InetAddress> owned) {
    InetAddress wanted = config.transport().source();
    if (wanted != null) {
      return facts.addresses().contains(wanted)
          ? new SourceAddress(wanted, null)
          : new SourceAddress(
              null,
              "%s does not have the address %s to send from; it has %s"
                  .formatted(
                      config.interfaceName(),
                      InetAddresses.format(wanted),
                      text(facts.addresses())));
    }
    boolean linkLocal = wantsLinkLocal(config);
    List<InetAddress> fitting = fitting(own, config.family(), linkLocal);
    List<InetAddress> eligible =
        fitting.isEmpty() ? fitting(owned, config.family(), linkLocal) : fitting;
    if (before != null && eligible.contains(before)) {
      return new SourceAddress(before, null);
    }
    return eligible.isEmpty()
        ? new SourceAddress(
            null,
            "%s has no %s address of its own"
                .formatted(config.interfaceName(), kind(config.family(), linkLocal)))
        : new SourceAddress(eligible.getFirst(), null);
  }

  private static List<InetAddress> fitting(
      List<InetAddress> addresses, Family family, boolean linkLocal) {
    return addresses.stream()
        .filter(address -> Family.of(address) == family)
        .filter(address -> family == Family.INET || isLinkLocal(address) == linkLocal)
        .toList();
  }

  private static boolean wantsLinkLocal(RouterConfig config) {
    return config.transport().peers().stream().allMatch(peer -> isLinkLocal(peer.address()));
  }

  private static boolean isLinkLocal(InetAddress address) {
    return address.isLinkLocalAddress();
  }

  private static String kind(Family family, boolean linkLocal) {
    return switch (family) {
      case INET -> "IPv4";
      case INET6 -> linkLocal ? "link-local IPv6" : "global IPv6";
    };
  }

  private static String text(List<InetAddress> addresses) {
    return addresses.isEmpty()
        ? "none"
        : String.join(", ", addresses.stream().map(InetAddresses::format).toList());
  }
}
