package org.hactl.vrrp.model;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What can happen to a virtual router. */
public sealed interface Input permits Advertisement, Rejected, Input.Event, Input.Timer {

  /** A deadline that the router asked for has come. */
  enum Timer implements Input {
    FIRED
  }

  /** What the host, its operator or its configuration does. */
  sealed interface Event extends Input {}

  /**
   * Start.
   *
   * @param resume what is known of the time before a restart
   * @param holdNanos how long to neither listen nor speak; see {@link Conduct#holdNanos}
   * @param letGo whether to hand over the role instead of resuming it, since this process crashes
   *     again and again
   */
  record Startup(@Nullable ResumeHint resume, long holdNanos, boolean letGo) implements Event {
    public Startup(@Nullable ResumeHint resume, long holdNanos) {
      this(resume, holdNanos, false);
    }
  }

  /** Stop, handing the role over. */
  record Shutdown() implements Event {}

  /** The interface works and has this primary address. */
  record InterfaceUp(InetAddress address) implements Event {}

  /** The interface does not work, and this is the matter with it. */
  record InterfaceDown(Reason fault) implements Event {}

  /** A frame from another host arrived: the interface forwards. */
  record FrameHeard() implements Event {}

  /** What the router tracks comes to this now. */
  record Tracked(TrackVerdict verdict) implements Event {}

  /** The same router has another configuration now. */
  record Reconfigured(RouterConfig config) implements Event {}

  /** The virtual addresses are on the interface. */
  record AddressesReady() implements Event {}

  /** The operator asked this router to hand over. */
  record OperatorYield() implements Event {}

  /** It is in a sync group now, or in none. */
  record Grouped(boolean member) implements Event {}

  /**
   * Another member of its sync group cannot be master.
   *
   * @param router that member; null if all of them can
   */
  record MemberFault(@Nullable String router) implements Event {}

  /** What its sync group has decided. */
  enum Group implements Event {
    /** Every member would be master: be it. */
    LEAD,
    /** Not every member would be master: start as a backup. */
    WAIT,
    /** A member follows another master: make way as well. */
    FOLLOW,
    /** The split of another member has healed: announce the addresses again. */
    ANNOUNCE
  }
}
