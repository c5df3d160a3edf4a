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

  /** The operator asked this router to give the role away. */
  record OperatorYield() implements LocalInput {}

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
