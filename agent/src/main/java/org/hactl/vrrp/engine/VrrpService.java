package org.hactl.vrrp.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpStatus;

/** The virtual routers of this host. Safe for use from any thread. */
public interface VrrpService extends AutoCloseable {
  /**
   * Makes these the virtual routers of this host. Routers that are gone say so with priority 0, new
   * ones start, changed ones take the change without a change of state; a router that is the same
   * as before is not touched at all. What cannot work (no such interface) is no error here but a
   * router in {@code State.FAULT}.
   *
   * @param groups routers that are master together; a router is in one group at most
   * @param resume by name, which of the new routers were master when the agent last ran; goes
   *     before what the engine itself remembers
   * @throws IllegalArgumentException if two routers have the same name, or the same VRID on one
   *     interface, or if a group names an unknown router; nothing is changed then
   */
  void configure(
      List<RouterConfig> routers, List<SyncGroupConfig> groups, Map<String, ResumeHint> resume);

  /** The same without groups, and with nothing to resume. */
  default void configure(List<RouterConfig> routers) {
    configure(routers, List.of(), Map.of());
  }

  /**
   * Says what everything that a router tracks comes to. It stands until it is said anew, through
   * reconfigurations too; before it is first said it is {@link TrackVerdict#FINE}.
   */
  void track(String router, TrackVerdict verdict);

  /**
   * Says that the addresses of these masters are on the interface: announces them by gratuitous
   * ARP. Call it again when addresses were added or put back. Without effect on a router that is
   * not master.
   */
  void addressesReady(Collection<String> routers);

  /**
   * Says that something about an interface changed: up, down, carrier, addresses, gone, back. The
   * engine looks for itself what; it also looks once a second without being told.
   */
  void interfaceChanged(String interfaceName);

  /**
   * Gives the role of master away with priority 0. The router then lets any master be, until the
   * other one's advertisements stop. Without effect unless the router is master.
   */
  void yieldMastership(String router);

  /** What it all looks like now. */
  VrrpStatus status();

  /** Hands over every master's role with priority 0 and stops. */
  @Override
  void close();
}
