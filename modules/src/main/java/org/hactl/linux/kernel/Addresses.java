package org.hactl.linux.kernel;

import java.util.List;
import org.hactl.linux.net.InetPrefix;

/** The addresses of the host's interfaces. */
public interface Addresses {
  /** All addresses of both families, in the kernel's order. */
  List<InterfaceAddress> list();

  /**
   * Applies changes in their order. A removal leaves the other addresses of the network in place.
   */
  BatchResult apply(List<AddressChange> changes);

  /**
   * @throws LinuxException EEXIST if the interface has it, ENODEV if there is no such interface
   */
  default void add(InterfaceAddress address) {
    apply(List.of(new AddressChange.Add(address))).orThrow();
  }

  /**
   * @throws LinuxException EADDRNOTAVAIL if the interface has no such address
   */
  default void remove(String interfaceName, InetPrefix prefix) {
    apply(List.of(new AddressChange.Remove(interfaceName, prefix))).orThrow();
  }
}
