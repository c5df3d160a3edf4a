package org.hactl.vrrp.model;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An input of a virtual router's state machine. */
public sealed interface Input permits Advertisement, Rejected, Input.LocalInput, Input.Timer {

  /** A deadline that the router asked for has come. */
  enum Timer implements Input {
    FIRED
  }

  /** Something that the host, the operator or the configuration does. */
  sealed interface LocalInput extends Input {}

  /**
   * Start.
   *
   * @param resume what the router remembers from before a restart; null if it remembers nothing
   * @param holdNanos the startup hold; see {@link ProtocolOptions#holdNanos}
   * @param letGo whether to give the role away instead of resuming it, because this process crashes
   *     again and again
   */
  record Startup(@Nullable ResumeHint resume, long holdNanos, boolean letGo) implements LocalInput {
    public Startup(@Nullable ResumeHint resume, long holdNanos) {
      this(resume, holdNanos, false);
    }
  }

  /** Start in the place of another process, which stands still. */
  record TakenOver(RoleSnapshot role) implements LocalInput {}

  /** Stop, and give the role away. */
  record Shutdown() implements LocalInput {}

  /** The interface works and has this primary address. */
  record InterfaceUp(InetAddress address) implements LocalInput {}

  /** The interface does not work, for this reason. */
  record InterfaceDown(Reason fault) implements LocalInput {}

  /** A frame from another host arrived, so the switch port forwards. */
  record FrameHeard() implements LocalInput {}

  /**
   * Whether the host can do the work of a master.
   *
   * @param fault what the host cannot do; null if no reason against it is known
   */
  record Serving(@Nullable ServingFault fault) implements LocalInput {}

  /** Tracking now has this verdict. */
  record Tracked(TrackVerdict verdict) implements LocalInput {}

  /** The router has a new configuration. */
  record Reconfigured(RouterConfig config) implements LocalInput {}

  /** The virtual addresses are on the interface. */
  record AddressesReady() implements LocalInput {}

  /**
   * Give the role away without a gap: a master sends priority 0 and serves on until it hears
   * another master.
   *
   * @param waitNanos how long to wait for another master
   */
  record HandOver(long waitNanos, AndThen then) implements LocalInput {}

  /** What a router does after it has handed its role over. */
  enum AndThen {
    /** It follows any healthy master. If no other router takes the role, it is master again. */
    FOLLOW,
    /** It stops, also if no other router takes the role. */
    STOP
  }

  /**
   * Whether the router stands by: it gives its role away as by {@link HandOver} and takes none,
   * also if there is no other master.
   */
  record StandBy(boolean on, long waitNanos) implements LocalInput {}

  /** The router had handed its role over before this agent started. */
  record HandedOver() implements LocalInput {}

  /**
   * How far the router stands back for a director with a newer version of the site.
   *
   * @param why in words, for a router in FAULT; null for {@link Deference#NONE}
   */
  record Deferred(Deference level, @Nullable String why) implements LocalInput {
    public static final Deferred NOT = new Deferred(Deference.NONE, null);
  }

  /**
   * Another director holds a newer version of the site and can serve: give the role to it as by
   * {@link HandOver}. An owner of its addresses keeps the role.
   *
   * @param waitNanos how long to wait for another master
   */
  record OlderSite(long waitNanos) implements LocalInput {}

  /** The router joined a sync group, or left it. */
  record Grouped(boolean member) implements LocalInput {}

  /**
   * Whether another member of this router's sync group cannot be master.
   *
   * @param router the member that cannot be master; null if every member can
   */
  record MemberFault(@Nullable String router) implements LocalInput {}

  /** A decision of this router's sync group. */
  enum GroupDecision implements LocalInput {
    /** Every member is ready to be master: become master. */
    LEAD,
    /** Not every member is ready to be master: start as a backup. */
    WAIT,
    /** A member follows another master: become backup as well. */
    FOLLOW,
    /** Another member no longer hears a second master: announce the addresses again. */
    ANNOUNCE
  }
}
