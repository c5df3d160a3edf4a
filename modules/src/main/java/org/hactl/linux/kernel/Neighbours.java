package org.hactl.linux.kernel;

import java.net.InetAddress;
import java.util.Optional;
import org.hactl.linux.net.MacAddress;

/** What the kernel has learned of the hardware addresses of its neighbours: ARP and NDP. */
@FunctionalInterface
public interface Neighbours {
  /** A kernel that knows none. */
  Neighbours NONE = address -> {};

  /**
   * Forgets what the kernel has learned about an address on any link, so that it asks again. What
   * an operator has set stays.
   *
   * @throws LinuxException if the kernel does not list its neighbours
   */
  void forget(InetAddress address);

  /**
   * Which hardware address the kernel has learned for an address; empty if none answered.
   *
   * @throws LinuxException if the kernel does not list its neighbours
   */
  default Optional<MacAddress> find(InetAddress address) {
    return Optional.empty();
  }
}
