package org.hactl.linux.kernel;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.net.MacAddress;

/**
 * What a router needs to know of an interface.
 *
 * @param index the kernel's index; if it differs, it is another interface
 * @param running up, with carrier
 * @param forwarding whether IPv6 forwarding is on
 * @param addresses of both families that can be used as a source, in the kernel's order
 */
public record LinkFacts(
    int index,
    boolean running,
    MacAddress hardwareAddress,
    boolean forwarding,
    List<InetAddress> addresses) {
  public LinkFacts {
    addresses = List.copyOf(addresses);
  }
}
