package org.hactl.linux;

/** One change of an interface's addresses. */
public sealed interface AddressChange {
  /** Adds an address that the interface does not have. */
  record Add(InterfaceAddress address) implements AddressChange {}

  /** Adds an address, or changes flags and lifetime of the one that is there. */
  record Replace(InterfaceAddress address) implements AddressChange {}

  /** Removes an address. */
  record Remove(String interfaceName, InetPrefix prefix) implements AddressChange {}
}
