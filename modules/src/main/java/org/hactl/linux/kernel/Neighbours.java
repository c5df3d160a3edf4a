package org.hactl.linux.kernel;

import java.net.InetAddress;

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
}
