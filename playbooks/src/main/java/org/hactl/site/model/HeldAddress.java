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
 * A virtual IP address (VIP) that a virtual router holds, and where the site says so.
 *
 * @param interfaceName where it does not stand on the router's own interface
 */
public record HeldAddress(
    InetPrefix prefix, Optional<String> interfaceName, Options options, Mark at) {

  /**
   * What the kernel is told about an address; see {@link AddressResource}.
   *
   * @param preferredSeconds empty for ever
   */
  public record Options(
      Optional<String> broadcast,
      Optional<String> peer,
      Optional<String> scope,
      Optional<String> label,
      List<String> flags,
      Optional<Long> preferredSeconds) {
    public Options {
      flags = List.copyOf(flags);
    }

    static Options usual(InetPrefix prefix) {
      return new Options(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          usualPreferredSeconds(prefix));
    }

    /** An IPv6 address that stands alone is none to begin connections from. */
    public static Optional<Long> usualPreferredSeconds(InetPrefix prefix) {
      return prefix.family() == Family.INET6 && SiteAddresses.isAlone(prefix)
          ? Optional.of(0L)
          : Optional.empty();
    }
  }

  /** A VIP of which nothing else is said. */
  public static HeldAddress of(InetPrefix prefix, Mark at) {
    return new HeldAddress(prefix, Optional.empty(), Options.usual(prefix), at);
  }

  public InetAddress address() {
    return prefix.address();
  }

  /** The address as people write it, without its prefix. */
  public String text() {
    return InetAddresses.format(address());
  }

  /**
   * The address as it stands on a host.
   *
   * @throws IllegalArgumentException if its options contradict
   */
  public AddressResource on(String usualInterface) {
    return new AddressResource(
        interfaceName.orElse(usualInterface),
        prefix.toString(),
        options.label().orElse(null),
        options.scope().orElse(null),
        options.broadcast().orElse(null),
        options.peer().orElse(null),
        options.flags(),
        options.preferredSeconds().orElse(null));
  }
}
