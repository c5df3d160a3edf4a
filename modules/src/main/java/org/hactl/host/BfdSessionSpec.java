package org.hactl.host;

import org.jspecify.annotations.Nullable;

/**
 * A BFD session with a neighbour (RFC 5880, asynchronous mode).
 *
 * @param neighbour its address, without a zone
 * @param source our address; null for the kernel's choice
 * @param interfaceName the interface it is on; null to follow the route. A link-local neighbour
 *     needs an interface
 * @param minRxMillis the shortest interval at which we want to receive
 * @param minTxMillis the shortest interval at which we send while the session is up
 * @param idleTxMillis the interval at which we send while the session is not up; at least a second
 *     (RFC 5880 section 6.8.3)
 * @param multiplier after how many missed packets of ours the neighbour declares the session down
 * @param passive whether we wait for the neighbour to send first
 * @param multihop RFC 5883: port 4784 instead of 3784
 * @param ttl the TTL or hop limit that we send with; 255 unless the neighbour asks for another
 * @param minTtl the least TTL that is accepted: 255 for one hop (RFC 5881 section 5), for multihop
 *     255 minus the number of hops allowed
 */
public record BfdSessionSpec(
    String name,
    String neighbour,
    @Nullable String source,
    @Nullable String interfaceName,
    long minRxMillis,
    long minTxMillis,
    long idleTxMillis,
    int multiplier,
    boolean passive,
    boolean multihop,
    int ttl,
    int minTtl) {
  /** Whether packets of both sessions would come from the same neighbour by the same way. */
  public boolean sharesNeighbour(BfdSessionSpec other) {
    return neighbour.equals(other.neighbour)
        && multihop == other.multihop
        && (interfaceName == null
            || other.interfaceName == null
            || interfaceName.equals(other.interfaceName));
  }
}
