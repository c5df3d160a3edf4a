package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.SourceRule;
import org.jspecify.annotations.Nullable;

/**
 * The address that a router sends from: the configured one, which the interface must have, or else
 * the first on the interface that {@link SourceRule} allows. A router keeps its address, because
 * the order of the kernel's list changes with every added address.
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
    List<InetAddress> fitting = fitting(own, config);
    List<InetAddress> eligible = fitting.isEmpty() ? fitting(owned, config) : fitting;
    if (before != null && eligible.contains(before)) {
      return new SourceAddress(before, null);
    }
    return eligible.isEmpty()
        ? new SourceAddress(
            null,
            "%s has no %s address of its own"
                .formatted(config.interfaceName(), SourceRule.kind(config)))
        : new SourceAddress(eligible.getFirst(), null);
  }

  private static List<InetAddress> fitting(List<InetAddress> addresses, RouterConfig config) {
    return addresses.stream().filter(address -> SourceRule.fits(config, address)).toList();
  }

  private static String text(List<InetAddress> addresses) {
    return addresses.isEmpty()
        ? "none"
        : String.join(", ", addresses.stream().map(InetAddresses::format).toList());
  }
}
