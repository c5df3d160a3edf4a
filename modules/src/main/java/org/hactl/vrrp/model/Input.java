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
   * @param resume what is known about the time before a restart
   * @param holdNanos how long to neither listen nor send; see {@link ProtocolOptions#holdNanos}
   * @param letGo whether to give the role away instead of resuming it, because this process crashes
   *     again and again
   */
  record Startup(@Nullable ResumeHint resume, long holdNanos, boolean letGo) implements LocalInput {
    public Startup(@Nullable ResumeHint resume, long holdNanos) {
      this(resume, holdNanos, false);
    }
  }

  /** Stop, and give the role away. */
  record Shutdown() implements LocalInput {}

  /** The interface works and has this primary address. */
  record InterfaceUp(InetAddress address) implements LocalInput {}

  /** The interface does not work, for this reason. */
  record InterfaceDown(Reason fault) implements LocalInput {}

  /** A frame from another host arrived, so the switch port forwards. */
  record FrameHeard() implements LocalInput {}

  /**
   * Whether the host can do what a master has to.
   *
   * @param fault what it cannot do; null if nothing is known against it
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
   * Whether another member of its sync group cannot be master.
   *
   * @param router that member; null if all of them can
   */
  record MemberFault(@Nullable String router) implements LocalInput {}

  /** A decision of its sync group. */
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
