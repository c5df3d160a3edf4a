package org.hactl.site.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.vrrp.model.Transport;
import org.hactl.yaml.Mark;

/**
 * One host of a virtual router.
 *
 * @param priority 1 to 255; of the directors that are up, the one with the highest becomes master
 * @param source the source address of its advertisements, if the site sets one
 * @param peers the directors to which it advertises by unicast; empty for multicast
 * @param settings the virtual router's settings, rendered for this host
 */
public record Director(
    String host,
    String interfaceName,
    int priority,
    Optional<InetAddress> source,
    List<Transport.Peer> peers,
    RouterSettings settings,
    Mark at) {
  /** The priority of a router whose VIPs are its own addresses (RFC 9568). */
  public static final int OWNER_PRIORITY = 255;

  public Director {
    peers = List.copyOf(peers);
  }

  /**
   * Whether the host answers at the VIPs. With {@code strict} only the owner does (RFC 9568 section
   * 6.4.3).
   */
  public boolean accepts() {
    boolean byDefault = !settings.protocol().options().strict() || priority == OWNER_PRIORITY;
    return settings.holding().accept().orElse(byDefault);
  }

  public Director with(List<Transport.Peer> found) {
    return new Director(host, interfaceName, priority, source, found, settings, at);
  }
}
