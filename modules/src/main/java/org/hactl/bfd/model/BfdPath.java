package org.hactl.bfd.model;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a session, and the way between them.
 *
 * @param neighbour the neighbour's address, without a zone
 * @param source this host's address; null for the kernel's choice
 * @param interfaceName the interface that the session is on; null for the interface of the route. A
 *     link-local neighbour needs an interface
 * @param multihop whether the session goes over several hops: port 4784 instead of 3784 (RFC 5883)
 */
public record BfdPath(
    InetAddress neighbour,
    @Nullable InetAddress source,
    @Nullable String interfaceName,
    boolean multihop) {

  /** Whether received packets do not show which of the two paths they took. */
  boolean sharesNeighbour(BfdPath other) {
    return neighbour.equals(other.neighbour)
        && multihop == other.multihop
        && (interfaceName == null
            || other.interfaceName == null
            || interfaceName.equals(other.interfaceName));
  }
}
