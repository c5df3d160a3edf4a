package org.hactl.vrrp;

/** What a backup waits for, and what it will do then. */
final class BackupRole {
  private final StartupHold hold = new StartupHold();
  private long deadlineNanos = VirtualRouter.NEVER;
  private Reason expiry = Reason.ADVERT_TIMEOUT;
  private Wish wish = Wish.NONE;

  StartupHold hold() {
    return hold;
  }

  /** Waits for nothing. */
  void stop() {
    deadlineNanos = VirtualRouter.NEVER;
    wish = Wish.NONE;
    hold.end();
  }

  /** Hears nobody until the hold is over. */
  void holdOn() {
    wish = Wish.NONE;
    deadlineNanos = hold.endNanos();
  }

  /** Starts to wait anew: for a master, or for the time after which there is none. */
  void arm(Wish now, long downNanos, long nowNanos) {
    hold.end();
    wish = now;
    expiry = Reason.ADVERT_TIMEOUT;
    deadlineNanos = nowNanos + downNanos;
  }

  /** The same, where a frame has to come first or that much time to pass. */
  void armAfterFrame(long frameNanos, long downNanos, long nowNanos) {
    arm(Wish.NONE, frameNanos + downNanos, nowNanos);
    hold.awaitFrame();
  }

  /** The master leaves. */
  void masterLeaves(long skewNanos, long nowNanos) {
    if (wish != Wish.LEAD) {
      hold.end();
      expiry = Reason.PRIORITY_ZERO;
      deadlineNanos = nowNanos + skewNanos;
    }
  }

  /** The timer runs on, against a master. */
  void disregard() {
    expiry = Reason.PREEMPTION;
  }

  /** Would be master, but for its group; looks again whether it stood still after that time. */
  void waitForGroup(Reason why, long againNanos, long nowNanos) {
    hold.end();
    wish = Wish.LEAD;
    expiry = why;
    deadlineNanos = nowNanos + againNanos;
  }

  /** The interval that runs has another length: what was waited counts. */
  void shift(long byNanos) {
    if (deadlineNanos != VirtualRouter.NEVER && !hold.isHeld() && wish != Wish.LEAD) {
      deadlineNanos += byNanos;
    }
  }

  /** Whether the skew runs, and not the whole down timer. */
  boolean isMasterLeaving() {
    return expiry == Reason.PRIORITY_ZERO;
  }

  boolean isLate(long byNanos, long nowNanos) {
    return deadlineNanos != VirtualRouter.NEVER && nowNanos - deadlineNanos > byNanos;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Why it will take over. */
  Reason expiry() {
    return expiry;
  }

  Wish wish() {
    return wish;
  }
}
