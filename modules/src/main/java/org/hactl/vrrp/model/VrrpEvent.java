package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;

/** An event that the VRRP engine reports. {@code at} is wall-clock time, for people. */
public sealed interface VrrpEvent permits Transition, VrrpEvent.Notable {
  Instant at();

  /** An event other than the transition of a router. */
  sealed interface Notable extends VrrpEvent {}

  /** All routers of a sync group are now in the same state. */
  record GroupTransition(String group, State from, State to, Reason reason, Instant at)
      implements Notable {}

  /** Tracking or a change of the site has changed the priority that a router advertises. */
  record PriorityChange(String router, int from, int to, Instant at) implements Notable {}

  /** A master heard another master of lower priority, and answered it. */
  record LowerPriorityPeer(String router, InetAddress peer, int peerPriority, Instant at)
      implements Notable {}

  /** Another host keeps advertising as master of a router while this host is master. */
  record OtherMasterSeen(String router, OtherMaster other, Instant at) implements Notable {}

  /** One of the two masters is no longer master. */
  record OtherMasterGone(String router, InetAddress peer, Duration lasted, Instant at)
      implements Notable {}

  /** This process, or the whole host, stalled for so long that timers fired late. */
  record Stall(Duration stoodStill, Instant at) implements Notable {}
}
