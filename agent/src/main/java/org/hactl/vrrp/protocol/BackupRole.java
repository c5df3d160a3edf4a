package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RoleSnapshot;

/**
 * What a backup knows about the present master, how long that master may be silent, and what the
 * backup does then.
 */
public class BackupRole {
  /**
   * A host asks once a second for a neighbour that does not answer (arp(7), RFC 4861 section 10).
   */
  private static final long NEIGHBOUR_NANOS = 1_500_000_000L;

  private final RouterSelf self;
  private final HeardMaster master = new HeardMaster();
  private final Preemption preemption = new Preemption();
  private final StartupHold hold = new StartupHold();
  private long deadlineNanos = VirtualRouter.NEVER;
  private Reason expiry = Reason.ADVERT_TIMEOUT;
  private GroupIntent intent = GroupIntent.NONE;
  private boolean standsBy;

  public BackupRole(RouterSelf self) {
    this.self = self;
    master.forget(self.intervalNanos());
  }

  /** The router becomes master: stops the timers of a backup. */
  void end() {
    stop();
    preemption.reset();
  }

  /** Stops all timers, and forgets the master. */
  void rest() {
    stop();
    preemption.forget();
    master.forget(self.intervalNanos());
  }

  private void stop() {
    deadlineNanos = VirtualRouter.NEVER;
    intent = GroupIntent.NONE;
    hold.end();
  }

  /** Begins to listen for a master, after the startup hold if there is one. */
  void begin(long nowNanos) {
    if (hold.holds(nowNanos)) {
      intent = GroupIntent.NONE;
      deadlineNanos = hold.endNanos();
    } else {
      awaitMaster(nowNanos);
    }
  }

  /**
   * Waits for a master. If the interface may not forward yet, or a unicast peer may have to find
   * this host first, waits for a frame before that.
   */
  void awaitMaster(long nowNanos) {
    long frameNanos =
        Math.max(self.rules().options().forwardingDelay().toNanos(), neighbourNanos());
    listen(nowNanos);
    if (frameNanos > 0) {
      deadlineNanos += frameNanos;
      hold.awaitFrame();
    }
  }

  private long neighbourNanos() {
    return self.config().transport().isUnicast() ? Math.max(NEIGHBOUR_NANOS, masterDownNanos()) : 0;
  }

  /** Waits for a master until the down timer ends. */
  void listen(long nowNanos) {
    arm(GroupIntent.NONE, nowNanos);
  }

  /** Follows a master until the down timer ends. */
  void follow(long nowNanos) {
    arm(GroupIntent.FOLLOW, nowNanos);
  }

  private void arm(GroupIntent now, long nowNanos) {
    hold.end();
    intent = now;
    expiry = Reason.ADVERT_TIMEOUT;
    deadlineNanos = nowNanos + masterDownNanos() + deferenceNanos();
  }

  /**
   * How much longer the router waits so that a backup with a newer version of the site is first.
   */
  private long deferenceNanos() {
    return self.defers(Deference.TAKEOVER) ? self.intervalNanos() : 0;
  }

  /** A frame came in: the interface forwards. */
  void frame(long nowNanos) {
    if (hold.awaitsFrame()) {
      listen(nowNanos);
    }
  }

  // RFC 5798 section 6.4.2
  void hear(Advertisement heard, long nowNanos) {
    if (intent == GroupIntent.LEAD && expiry == Reason.RESUMED) {
      // Another router already advertises, so this one cannot resume.
      begin(nowNanos);
    }
    if (hold.isHeld()) {
      return;
    }
    if (heard.priority() == 0) {
      masterLeaves(nowNanos);
      return;
    }
    master.hear(heard);
    if (accepts(heard.priority(), nowNanos)) {
      master.adoptInterval(heard.intervalNanos());
      follow(nowNanos);
    } else {
      // Its advertisements do not delay the takeover: the down timer keeps running.
      frame(nowNanos);
      expiry = Reason.PREEMPTION;
    }
  }

  private void masterLeaves(long nowNanos) {
    if (intent != GroupIntent.LEAD) {
      hold.end();
      long nextNanos = nowNanos + skewNanos() + deferenceNanos();
      // A master that hands over says so again and again, sooner than a router that stands back
      // acts.
      deadlineNanos =
          expiry == Reason.PRIORITY_ZERO ? Math.min(deadlineNanos, nextNanos) : nextNanos;
      expiry = Reason.PRIORITY_ZERO;
    }
  }

  /** Stops being master, and follows the sender of this advertisement. */
  void makeWay(Advertisement heard, long nowNanos) {
    master.hear(heard);
    master.adoptInterval(heard.intervalNanos());
    follow(nowNanos);
  }

  /** Accepts any other master until it is silent or its priority falls. */
  void yieldToAnyone() {
    preemption.yieldToAnyone();
  }

  /** From now on it takes the role from masters of lower priority as the site says. */
  void endYielding() {
    preemption.endYielding();
  }

  boolean isYielding() {
    return preemption.isYielding();
  }

  /** Sets whether the router stands by: then it accepts any master, and never becomes one. */
  void standBy(boolean on) {
    standsBy = on;
  }

  /** A backup begins to stand by, or no longer does. */
  void standByChanged(long nowNanos) {
    if (hold.isHeld()) {
      return;
    }
    if (intent == GroupIntent.LEAD) {
      listen(nowNanos);
    } else if (standsBy) {
      reconsider(nowNanos);
    }
  }

  boolean standsBy() {
    return standsBy;
  }

  /** The master is silent, and this router may not take its place. */
  void missMaster(long nowNanos) {
    master.forget(self.intervalNanos());
    listen(nowNanos);
  }

  /** Checks again whether to preempt the present master. */
  void reconsider(long nowNanos) {
    if (expiry == Reason.PREEMPTION && accepts(master.priority(), nowNanos)) {
      follow(nowNanos);
    }
  }

  /** Whether this router accepts a master of the given priority. */
  protected boolean accepts(int heardPriority, long nowNanos) {
    // The order matters: a preempt_delay counts from the first advertisement of lower priority.
    return preemption.accepts(heardPriority, self.priority(), self.rules(), nowNanos)
        || standsBy
        || self.awaitsChecks()
        || self.defers(Deference.PREEMPTION);
  }

  /** The router would become master if its group agreed; it checks again after an interval. */
  void waitForGroup(Reason why, long nowNanos) {
    hold.end();
    intent = GroupIntent.LEAD;
    expiry = why;
    deadlineNanos = nowNanos + self.intervalNanos();
  }

  /** The router got a new configuration. */
  void reconfigured() {
    switch (self.config().version()) {
      // While the interval changes, the master may still have the other one.
      case V2 -> master.adoptInterval(self.longestIntervalNanos());
      case V3 -> master.ownInterval(self.intervalNanos());
    }
  }

  /**
   * Adapts the running timer to a new waiting time; the time that has already passed counts.
   *
   * @param soonestNanos a timer that becomes shorter does not end before this time
   */
  void shift(long oldWaitNanos, long soonestNanos) {
    if (deadlineNanos != VirtualRouter.NEVER && !hold.isHeld() && intent != GroupIntent.LEAD) {
      long shifted = deadlineNanos + waitNanos() - oldWaitNanos;
      deadlineNanos = Math.max(shifted, Math.min(deadlineNanos, soonestNanos));
    }
  }

  /**
   * The time by which the router must have heard a master, if it accepts the master's
   * advertisements from now on.
   */
  long nextHeardNanos(long nowNanos) {
    return nowNanos + master.intervalNanos() + skewNanos();
  }

  RoleSnapshot.Waiting waiting() {
    return new RoleSnapshot.Waiting(
        deadlineNanos,
        expiry,
        RoleSnapshot.Intent.valueOf(intent.name()),
        hold.phase(),
        hold.endNanos(),
        preemption.lowerHeardNanos(),
        preemption.isYielding(),
        preemption.yieldedTo());
  }

  /**
   * Goes on in the place of another process. The time in which neither process listened does not
   * count.
   */
  void restore(RoleSnapshot from, long nowNanos) {
    RoleSnapshot.Waiting waiting = from.waiting();
    master.restore(from.heard());
    preemption.restore(waiting.lowerHeardNanos(), waiting.yielded(), waiting.yieldedTo());
    intent = GroupIntent.valueOf(waiting.intent().name());
    expiry = waiting.expiry();
    deadlineNanos =
        waiting.deadlineNanos() == VirtualRouter.NEVER
            ? VirtualRouter.NEVER
            : waiting.deadlineNanos() + Math.max(0, nowNanos - from.atNanos());
    hold.restore(waiting.hold(), waiting.holdEndNanos());
  }

  /** This router itself is the master now. */
  void knowOneself() {
    master.set(self.address(), self.priority(), self.intervalNanos());
  }

  protected HeardMaster master() {
    return master;
  }

  StartupHold hold() {
    return hold;
  }

  boolean isLate(long nowNanos) {
    return deadlineNanos != VirtualRouter.NEVER && nowNanos - deadlineNanos > masterDownNanos();
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Why the router will take over. */
  Reason expiry() {
    return expiry;
  }

  GroupIntent intent() {
    return intent;
  }

  /** How long this router waits without an advertisement before it takes over. */
  protected long masterDownNanos() {
    return ProtocolTimers.masterDownNanos(
        self.config().version(),
        self.rules().options().downTimerAdverts(),
        self.priority(),
        master.intervalNanos());
  }

  private long skewNanos() {
    return ProtocolTimers.skewNanos(
        self.config().version(), self.priority(), master.intervalNanos());
  }

  /** The down timer's length, or only the skew after a priority of 0. */
  long waitNanos() {
    return expiry == Reason.PRIORITY_ZERO ? skewNanos() : masterDownNanos();
  }
}
