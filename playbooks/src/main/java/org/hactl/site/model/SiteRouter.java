package org.hactl.site.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * One virtual router: the directors that share its addresses.
 *
 * @param settings those of the first director; {@code Agreement} checks that the others match
 * @param directors in the order in which the site names them; at least one
 */
public record SiteRouter(String name, RouterSettings settings, List<Director> directors) {
  public SiteRouter {
    directors = List.copyOf(directors);
  }

  /** The director on a host. */
  public Optional<Director> director(String host) {
    return directors.stream().filter(director -> director.host().equals(host)).findFirst();
  }

  public int virtualRouterId() {
    return settings.protocol().virtualRouterId();
  }

  /** The VIPs that the router advertises. */
  public List<HeldAddress> addresses() {
    return settings.holding().addresses();
  }

  public Origin origin() {
    return settings.origin();
  }

  /** Whether the address is one of its VIPs, advertised or not. */
  public boolean holds(InetAddress address) {
    return settings.holding().all().anyMatch(held -> held.address().equals(address));
  }
}
