package org.hactl.site.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.host.VirtualRouterSpec.Peer;
import org.hactl.yaml.Mark;

/**
 * One host's part in a virtual router.
 *
 * @param priority 1 to 255; the highest that is up becomes master
 * @param source the address it advertises from, where the site says so
 * @param peers whom it advertises to; empty for multicast
 * @param settings the virtual router as it is on this host
 */
public record Director(
    String host,
    String interfaceName,
    int priority,
    Optional<InetAddress> source,
    List<Peer> peers,
    RouterSettings settings,
    Mark at) {
  public static final int OWNER = 255;

  public Director {
    peers = List.copyOf(peers);
  }

  /** With {@code strict} nobody but the owner answers at a VIP (RFC 9568 section 6.4.3). */
  public boolean accepts() {
    boolean usual = !settings.conduct().strict() || priority == OWNER;
    return settings.holding().accept().orElse(usual);
  }

  public Director with(List<Peer> found) {
    return new Director(host, interfaceName, priority, source, found, settings, at);
  }
}
