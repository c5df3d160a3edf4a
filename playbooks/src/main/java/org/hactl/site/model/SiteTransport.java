package org.hactl.site.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.yaml.Located;

/**
 * How a virtual router sends its advertisements.
 *
 * @param source the address to send from, if the site sets one
 * @param group a multicast group other than the RFC's
 */
public record SiteTransport(
    Optional<InetAddress> source, Optional<InetAddress> group, Optional<Unicast> unicast) {

  /**
   * Advertisements to each of the other directors.
   *
   * @param peers as hosts or addresses; empty for all other directors
   * @param ttl the TTL of sent advertisements
   * @param checkSource whether advertisements are accepted only from the peers
   */
  public record Unicast(
      Optional<List<PeerDraft>> peers, int ttl, int minTtl, int maxTtl, boolean checkSource) {}

  /**
   * Another director.
   *
   * @param name a host or an address
   * @param minTtl the lowest TTL that is accepted from this director, if it has one of its own
   */
  public record PeerDraft(
      Located<String> name, Optional<Integer> minTtl, Optional<Integer> maxTtl) {}
}
