package org.hactl.vrrp.engine;

import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.protocol.VirtualRouter;

/** The advertisements that a backup has heard from masters, recorded outside the backup. */
final class Hearing {
  private static final long NEVER = Long.MIN_VALUE / 4;

  private long lastNanos = NEVER;
  private long lowerSinceNanos = NEVER;
  private int priority;
  private long intervalNanos;

  void forget() {
    lastNanos = NEVER;
    lowerSinceNanos = NEVER;
  }

  void changed(State to) {
    if (to != State.BACKUP) {
      forget();
    }
  }

  void hear(Advertisement heard, VirtualRouter machine, long nowNanos) {
    if (machine.state() != State.BACKUP || machine.reason() == Reason.STARTUP_HOLD) {
      return;
    }
    if (heard.priority() == 0) {
      lastNanos = NEVER;
      return;
    }
    boolean lower = heard.priority() < machine.self().priority();
    if (!lower) {
      lowerSinceNanos = NEVER;
    } else if (lowerSinceNanos == NEVER) {
      lowerSinceNanos = nowNanos;
    }
    lastNanos = nowNanos;
    priority = heard.priority();
    intervalNanos = Math.min(heard.intervalNanos(), machine.self().intervalNanos());
  }

  /** Why the backup must not take over now; null if it may. */
  @org.jspecify.annotations.Nullable
  String objection(VirtualRouter machine, long nowNanos) {
    RouterConfig config = machine.self().rules();
    long patienceNanos =
        config.version() == VrrpVersion.V2
            ? Math.min(intervalNanos, machine.self().intervalNanos())
            : intervalNanos;
    if (nowNanos - lastNanos >= patienceNanos) {
      return null;
    }
    if (priority >= machine.self().priority()) {
      return "took over from one that is as good";
    }
    if (config.isOwner()) {
      return null;
    }
    if (!config.preempt()) {
      return "took over in spite of nopreempt";
    }
    if (!machine.verdict().rank().decided()) {
      return "took over before its checks have decided";
    }
    boolean early = nowNanos - lowerSinceNanos < config.preemptDelay().toNanos();
    return early ? "took over before its preempt_delay" : null;
  }
}
