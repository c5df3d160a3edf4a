package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;

/** Something that the VRRP engine tells. {@code at} is wall-clock time, for people. */
public sealed interface VrrpEvent permits Transition, VrrpEvent.Notable {
  Instant at();

  /** What is no transition of a router. */
  sealed interface Notable extends VrrpEvent {}

  /** All routers of a sync group have come to one state. */
  record GroupTransition(String group, State from, State to, Reason reason, Instant at)
      implements Notable {}

  /** The priority that a router advertises changed by what it tracks, or by the site. */
  record PriorityChanged(String router, int from, int to, Instant at) implements Notable {}

  /** A master heard somebody of lower priority who believed to be master, and answered. */
  record LowerPriorityHeard(String router, InetAddress peer, int peerPriority, Instant at)
      implements Notable {}

  /** Another one is master beside us, and goes on being so. */
  record TwoMasters(String router, OtherMaster other, Instant at) implements Notable {}

  /** That is over. */
  record TwoMastersOver(String router, InetAddress peer, Duration lasted, Instant at)
      implements Notable {}

  /** This process, or the whole system, stood still for so long that timers came too late. */
  record Stalled(Duration stoodStill, Instant at) implements Notable {}
}
