package org.hactl.vrrp.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpStatus;
import org.jspecify.annotations.Nullable;

/** The virtual routers of this host. Safe for use from any thread. */
public interface VrrpService extends AutoCloseable {
  /**
   * Makes these the virtual routers of this host. Removed routers send priority 0, new ones start,
   * and changed ones keep their state. A router that did not change is not touched. A router that
   * cannot work (its interface does not exist) is not an error here: it is in {@code State.FAULT}.
   *
   * @param groups routers that are master together; a router is in one group at most
   * @param resume the new routers, by name, that were master when the agent last ran; this takes
   *     precedence over the engine's own memory
   * @throws IllegalArgumentException if two routers have the same name, or the same VRID on one
   *     interface, or if a group names an unknown router; then nothing is changed
   */
  void configure(
      List<RouterConfig> routers, List<SyncGroupConfig> groups, Map<String, ResumeHint> resume);

  /** Configures routers without groups, and with no role to resume. */
  default void configure(List<RouterConfig> routers) {
    configure(routers, List.of(), Map.of());
  }

  /**
   * Sets the verdict of a router's tracking. The verdict stays until the next call, also when the
   * router is reconfigured; before the first call it is {@link TrackVerdict#FINE}.
   */
  void track(String router, TrackVerdict verdict);

  /**
   * Says that this host lacks a resource that a master of this router needs: the router is in FAULT
   * until the next call, or until it is replaced by another router.
   *
   * @param fault null if the router may try
   */
  void lacks(String router, @Nullable ServingFault fault);

  /**
   * Tells the engine that the addresses of these masters are on the interface: announces them by
   * gratuitous ARP. Call it again after addresses were added or restored. It has no effect on a
   * router that is not master.
   */
  void addressesReady(Collection<String> routers);

  /**
   * Tells the engine that an interface changed: up, down, carrier, addresses, removed, created
   * again. The engine finds out itself what changed; it also looks once a second without a call.
   */
  void interfaceChanged(String interfaceName);

  /**
   * Hands the role of master over without a gap: sends priority 0, and serves on until another
   * master is heard; then the router follows that one until it is silent or its priority falls. If
   * no other router takes the role, this one keeps it. All routers of a sync group go together. It
   * has no effect unless the router is master.
   */
  void handOver(String router);

  /**
   * Makes exactly these routers, and all others in their sync groups, stand by: they hand their
   * roles over, and take none until a call without them, also if there is no other master. Routers
   * that are configured later are included.
   */
  void standBy(Set<String> routers);

  /**
   * Says which routers handed their roles over before this engine started. Call it before {@link
   * #configure}.
   */
  void handedOver(Set<String> routers);

  /**
   * Hands all roles over as {@link #handOver} does, and stops every router when that is done or the
   * time is up.
   */
  void leave(Duration atMost);

  /**
   * Says how far a router stands back for a director with a newer version of the site. It stays
   * until the next call; the router may be configured later.
   *
   * @param why in words, for {@link Deference#ROLE}; null for {@link Deference#NONE}
   */
  void defer(String router, Deference level, @Nullable String why);

  /**
   * Hands the role of master over as {@link #handOver} does, to a director with a newer version of
   * the site; afterwards the router takes part as {@link #defer} says. It has no effect unless the
   * router is master, or on an owner of its addresses.
   */
  void giveUp(String router);

  /**
   * The routers that the next {@link #configure} starts go on in the place of these, by name,
   * without a transition: they were those of another process.
   */
  void inherit(Map<String, RouterSnapshot> from);

  /**
   * Whether a role is being handed over. Then no other process can go on in the routers' place.
   *
   * @throws IllegalStateException if the engine is not running
   */
  boolean handsOver();

  /**
   * Stands still for the process that takes over: masters advertise once more, and then nothing is
   * sent, read or reported until {@code goOn} is counted down. No role is given away.
   *
   * @return the routers by name, as they are now
   * @throws IllegalStateException if the engine is not running
   */
  Map<String, RouterSnapshot> freeze(CountDownLatch goOn);

  /** The present status. */
  VrrpStatus status();

  /** Gives every role away with priority 0 and stops. */
  @Override
  void close();
}
