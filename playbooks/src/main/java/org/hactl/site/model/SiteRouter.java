package org.hactl.site.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * One virtual router: the directors that share its addresses.
 *
 * @param settings as the first director has them; in what makes the router one they agree
 * @param directors in the order in which the site names them; at least one
 */
public record SiteRouter(String name, RouterSettings settings, List<Director> directors) {
  public SiteRouter {
    directors = List.copyOf(directors);
  }

  /** A host's part in it. */
  public Optional<Director> director(String host) {
    return directors.stream().filter(director -> director.host().equals(host)).findFirst();
  }

  public int version() {
    return settings.version();
  }

  public int virtualRouterId() {
    return settings.virtualRouterId();
  }

  /** The VIPs that it advertises. */
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
