package org.hactl.bfd.model;

/**
 * A session with one neighbour (RFC 5880, asynchronous mode) as the site wants it on this host: the
 * same value in the site's compiler, in the host state and in the engine. The constructor accepts
 * values that an engine cannot run with; {@link #requireRunnable} refuses them, so that a host can
 * say what is wrong with each of its sessions.
 *
 * @param name the session's name in the site
 * @param passive whether this host waits for the neighbour to send first
 * @param ttl the TTL or hop limit of the packets sent, 1 to 255; 255 unless the neighbour needs
 *     another
 * @param minTtl the lowest TTL that is accepted: 255 for one hop (RFC 5881 section 5), for multihop
 *     255 minus the number of hops allowed
 */
public record BfdConfig(
    String name, BfdPath path, BfdTiming timing, boolean passive, int ttl, int minTtl) {

  /**
   * Returns this session if an engine can run it.
   *
   * @throws IllegalArgumentException with the reason if it cannot
   */
  public BfdConfig requireRunnable() {
    BfdLimits.require(this);
    return this;
  }

  /** Whether this is the same session, perhaps with other timers: then it can stay up. */
  public boolean isSameSession(BfdConfig other) {
    return name.equals(other.name) && path.equals(other.path);
  }

  /** Whether a received packet could belong to either session: same neighbour, same path. */
  public boolean sharesNeighbour(BfdConfig other) {
    return path.sharesNeighbour(other.path);
  }
}
