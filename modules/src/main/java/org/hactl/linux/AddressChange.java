package org.hactl.linux;

/** One change of an interface's addresses. */
public sealed interface AddressChange {
  String interfaceName();

  InetPrefix prefix();

  /** What it does, for an error: {@code add address}. */
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

  /** Adds an address, or changes flags and lifetime of the one that is there. */
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

  /** Removes an address. */
  record Remove(String interfaceName, InetPrefix prefix) implements AddressChange {
    @Override
    public String operation() {
      return "remove address";
    }
  }
}
