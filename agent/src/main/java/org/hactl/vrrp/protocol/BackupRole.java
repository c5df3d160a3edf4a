package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Reason;

/**
 * What a router knows of the master in office, how long it lets it be silent, and what it will do
 * then.
 */
public class BackupRole {
  private final RouterSelf self;
  private final HeardMaster master = new HeardMaster();
  private final Preemption preemption = new Preemption();
  private final StartupHold hold = new StartupHold();
  private long deadlineNanos = VirtualRouter.NEVER;
  private Reason expiry = Reason.ADVERT_TIMEOUT;
  private GroupIntent intent = GroupIntent.NONE;

  public BackupRole(RouterSelf self) {
    this.self = self;
    master.forget(self.intervalNanos());
  }

  /** Is a backup no more, but master: waits for nothing. */
  void end() {
    stop();
    preemption.reset();
  }

  /** Waits for nothing, and knows no master. */
  void rest() {
    end();
    master.forget(self.intervalNanos());
  }

  private void stop() {
    deadlineNanos = VirtualRouter.NEVER;
    intent = GroupIntent.NONE;
    hold.end();
  }

  /** Begins to listen: whether there is a master. */
  void begin(long nowNanos) {
    if (hold.holds(nowNanos)) {
      intent = GroupIntent.NONE;
      deadlineNanos = hold.endNanos();
    } else {
      awaitMaster(nowNanos);
    }
  }

  /** Waits for a master; where the interface may not forward yet, for a frame first. */
  void awaitMaster(long nowNanos) {
    long frameNanos = self.rules().options().forwardingDelay().toNanos();
    listen(nowNanos);
    if (frameNanos > 0) {
      deadlineNanos += frameNanos;
      hold.awaitFrame();
    }
  }

  /** Waits for a master, or for the time after which there is none. */
  void listen(long nowNanos) {
    arm(GroupIntent.NONE, nowNanos);
  }

  /** Lets a master be until it has been silent for that time. */
  void follow(long nowNanos) {
    arm(GroupIntent.FOLLOW, nowNanos);
  }

  private void arm(GroupIntent now, long nowNanos) {
    hold.end();
    intent = now;
    expiry = Reason.ADVERT_TIMEOUT;
    deadlineNanos = nowNanos + masterDownNanos();
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
      // Others have noticed that it was gone: there is nothing left to take up.
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
      // Its advertisements do not keep us from taking over: the timer runs on.
      frame(nowNanos);
      expiry = Reason.PREEMPTION;
    }
  }

  private void masterLeaves(long nowNanos) {
    if (intent != GroupIntent.LEAD) {
      hold.end();
      expiry = Reason.PRIORITY_ZERO;
      deadlineNanos = nowNanos + skewNanos();
    }
  }

  /** Was master, and lets this one be it. */
  void makeWay(Advertisement heard, long nowNanos) {
    master.hear(heard);
    master.adoptInterval(heard.intervalNanos());
    follow(nowNanos);
  }

  /** Lets any other one be master. */
  void yieldToAnyone(long nowNanos) {
    preemption.yieldToAnyone();
    follow(nowNanos);
  }

  /** A master that was to be preempted may be one to let be by now. */
  void reconsider(long nowNanos) {
    if (expiry == Reason.PREEMPTION && accepts(master.priority(), nowNanos)) {
      follow(nowNanos);
    }
  }

  /** Whether that one may stay master as far as we are concerned. */
  protected boolean accepts(int heardPriority, long nowNanos) {
    return preemption.accepts(heardPriority, self.priority(), self.rules(), nowNanos);
  }

  /** Would be master, but for its group; looks again in an interval whether it stood still. */
  void waitForGroup(Reason why, long nowNanos) {
    hold.end();
    intent = GroupIntent.LEAD;
    expiry = why;
    deadlineNanos = nowNanos + self.intervalNanos();
  }

  /** The router has another configuration. */
  void reconfigured() {
    switch (self.config().version()) {
      case V2 -> master.adoptInterval(self.intervalNanos());
      case V3 -> master.ownInterval(self.intervalNanos());
    }
  }

  /**
   * What is waited for had that length, and may have another one now: what was waited counts.
   *
   * @param soonestNanos what waiting less does not come before
   */
  void shift(long oldWaitNanos, long soonestNanos) {
    if (deadlineNanos != VirtualRouter.NEVER && !hold.isHeld() && intent != GroupIntent.LEAD) {
      long shifted = deadlineNanos + waitNanos() - oldWaitNanos;
      deadlineNanos = Math.max(shifted, Math.min(deadlineNanos, soonestNanos));
    }
  }

  /** When a master whose advertisements count from now on must have been heard. */
  long nextHeardNanos(long nowNanos) {
    return nowNanos + master.intervalNanos() + skewNanos();
  }

  /** The router is the master in office. */
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

  /** Why it will take over. */
  Reason expiry() {
    return expiry;
  }

  GroupIntent intent() {
    return intent;
  }

  /** How long this router hears nothing before it takes over. */
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

  /** The skew alone while the master leaves. */
  long waitNanos() {
    return expiry == Reason.PRIORITY_ZERO ? skewNanos() : masterDownNanos();
  }
}
