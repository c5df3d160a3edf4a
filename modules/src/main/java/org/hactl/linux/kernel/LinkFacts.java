package org.hactl.linux.kernel;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.net.MacAddress;

/**
 * What a router needs to know of an interface.
 *
 * @param index the kernel's index; a new index means another interface of the same name
 * @param running whether it is up and has a carrier
 * @param forwarding whether IPv6 forwarding is on
 * @param addresses the addresses of both families that can be a packet's source, in the kernel's
 *     order
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
