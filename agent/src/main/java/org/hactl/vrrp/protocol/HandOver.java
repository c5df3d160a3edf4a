package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.Reason;

/**
 * A master that gives its role away and serves on until another router has taken the role. It sends
 * priority 0 unless the other router has taken the role by itself, and no other advertisement until
 * this is over.
 */
final class HandOver {
  /**
   * How long it serves on after it has heard the new master, which advertises first and then adds
   * and announces its addresses. Packets that are still under way to this host need its addresses.
   */
  static final long SERVES_ON_NANOS = 100_000_000L;

  private Step step = Step.NONE;
  private Purpose purpose = Purpose.FOLLOW;
  private long endNanos = VirtualRouter.NEVER;
  private long repeatNanos = VirtualRouter.NEVER;

  private enum Step {
    NONE,
    /** Priority 0 is sent; no other master is heard yet. */
    OFFERED,
    /** Another master is heard; it may not have its addresses yet. */
    TAKEN
  }

  /** What the router does afterwards. */
  enum Purpose {
    /** It follows any healthy master. */
    FOLLOW,
    /** It stands by, as long as it has to. */
    STAND_BY,
    /** It stands back for a director with a newer version of the site. */
    STAND_BACK,
    /** Another router has preempted it. */
    MAKE_WAY,
    STOP
  }

  /** The router is master again, or no longer. */
  void end() {
    step = Step.NONE;
    endNanos = VirtualRouter.NEVER;
    repeatNanos = VirtualRouter.NEVER;
  }

  /**
   * Priority 0 has been sent.
   *
   * @param end when to stop waiting for another master
   * @param repeat when to send priority 0 again, in case the first one was lost
   */
  void offered(Purpose why, long end, long repeat) {
    purpose = why;
    step = Step.OFFERED;
    endNanos = end;
    repeatNanos = repeat;
  }

  /** Priority 0 has been sent again. */
  void repeated(long nextRepeatNanos) {
    repeatNanos = nextRepeatNanos;
  }

  /** Another router is master. It has its addresses by the given time. */
  void taken(long servesNanos) {
    step = Step.TAKEN;
    endNanos = servesNanos;
    repeatNanos = VirtualRouter.NEVER;
  }

  /** Another router has taken the role by itself. */
  void madeWay(long servesNanos) {
    purpose = Purpose.MAKE_WAY;
    taken(servesNanos);
  }

  Purpose purpose() {
    return purpose;
  }

  /** Why the router becomes backup when this is over. */
  Reason reason() {
    return switch (purpose) {
      case FOLLOW, STAND_BY -> Reason.OPERATOR;
      case STAND_BACK -> Reason.OLDER_SITE;
      case MAKE_WAY -> Reason.HIGHER_PRIORITY_PEER;
      case STOP -> Reason.SHUTDOWN;
    };
  }

  /** The router stops when this is over. */
  boolean stops() {
    return purpose == Purpose.STOP;
  }

  /** Whether the router follows any healthy master afterwards. */
  boolean follows() {
    return purpose == Purpose.FOLLOW;
  }

  boolean isRunning() {
    return step != Step.NONE;
  }

  boolean isTaken() {
    return step == Step.TAKEN;
  }

  boolean isOver(long nowNanos) {
    return nowNanos >= endNanos;
  }

  boolean repeatIsDue(long nowNanos) {
    return nowNanos >= repeatNanos;
  }

  long deadlineNanos() {
    return Math.min(endNanos, repeatNanos);
  }
}
