package org.hactl.site;

import java.net.InetAddress;
import java.util.Optional;
import org.hactl.linux.InetAddresses;
import org.hactl.linux.InetPrefix;
import org.hactl.yaml.Mark;

/**
 * A virtual IP address (VIP) that a virtual router holds, and where the site says so.
 *
 * @param interfaceName where it does not stand on the router's own interface
 */
public record HeldAddress(InetPrefix prefix, Optional<String> interfaceName, Mark at) {
  InetAddress address() {
    return prefix.address();
  }

  /** The address as people write it, without its prefix. */
  String text() {
    return InetAddresses.format(address());
  }
}
