package org.hactl.site.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.address.AddressResource;
import org.hactl.yaml.Mark;

/**
 * A virtual IP address (VIP) that a virtual router holds, and its place in the site.
 *
 * @param interfaceName empty for the router's own interface
 * @param tracked whether the router is in FAULT while this host cannot have the address
 */
public record HeldAddress(
    InetPrefix prefix,
    Optional<String> interfaceName,
    VipOptions options,
    boolean tracked,
    Mark at) {

  /**
   * The options of an address in the kernel; see {@link AddressResource}.
   *
   * @param preferredSeconds how long the kernel prefers the address as a source; empty for no limit
   */
  public record VipOptions(
      Optional<String> broadcast,
      Optional<String> peer,
      Optional<String> scope,
      Optional<String> label,
      List<String> flags,
      Optional<Long> preferredSeconds) {
    public VipOptions {
      flags = List.copyOf(flags);
    }

    static VipOptions defaults(InetPrefix prefix) {
      return new VipOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          defaultPreferredSeconds(prefix));
    }

    /** 0 for an IPv6 VIP without a network, so that no new connection gets it as its source. */
    public static Optional<Long> defaultPreferredSeconds(InetPrefix prefix) {
      return prefix.family() == Family.INET6 && SiteAddresses.isAlone(prefix)
          ? Optional.of(0L)
          : Optional.empty();
    }
  }

  /** A VIP with the default options. */
  public static HeldAddress of(InetPrefix prefix, Mark at) {
    return new HeldAddress(prefix, Optional.empty(), VipOptions.defaults(prefix), true, at);
  }

  public InetAddress address() {
    return prefix.address();
  }

  /** The address as people write it, without its prefix. */
  public String text() {
    return InetAddresses.format(address());
  }

  /**
   * The address as a resource of a host.
   *
   * @throws IllegalArgumentException if its options contradict each other
   */
  public AddressResource on(String routerInterface) {
    return new AddressResource(
        interfaceName.orElse(routerInterface),
        prefix.toString(),
        options.label().orElse(null),
        options.scope().orElse(null),
        options.broadcast().orElse(null),
        options.peer().orElse(null),
        options.flags(),
        options.preferredSeconds().orElse(null));
  }
}
