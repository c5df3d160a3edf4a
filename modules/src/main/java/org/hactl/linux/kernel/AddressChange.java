package org.hactl.linux.kernel;

import java.net.InetAddress;
import org.hactl.linux.net.InetPrefix;
import org.jspecify.annotations.Nullable;

/** One change of an interface's addresses. */
public sealed interface AddressChange {
  String interfaceName();

  InetPrefix prefix();

  /** The operation, for errors: {@code add address}. */
  String operation();

  /** Adds an address that the interface does not have. */
  record Add(InterfaceAddress address) implements AddressChange {
    @Override
    public String interfaceName() {
      return address.interfaceName();
    }

    @Override
    public InetPrefix prefix() {
      return address.prefix();
    }

    @Override
    public String operation() {
      return "add address";
    }
  }

  /** Adds an address, or changes flags and lifetime of an existing one. */
  record Replace(InterfaceAddress address) implements AddressChange {
    @Override
    public String interfaceName() {
      return address.interfaceName();
    }

    @Override
    public InetPrefix prefix() {
      return address.prefix();
    }

    @Override
    public String operation() {
      return "replace address";
    }
  }

  /**
   * Removes an address.
   *
   * @param peer the other end of a point-to-point link, needed to find an IPv4 address; null for
   *     none
   */
  record Remove(String interfaceName, InetPrefix prefix, @Nullable InetAddress peer)
      implements AddressChange {
    public Remove(String interfaceName, InetPrefix prefix) {
      this(interfaceName, prefix, null);
    }

    @Override
    public String operation() {
      return "remove address";
    }
  }
}
