package org.hactl.health.probe;

import org.hactl.health.wire.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Lets a try to a VIP through one real server count only if its packets took this way: before the
 * try and after it, this host has what it takes. Without it another real server might have
 * answered, or the answer was dropped.
 */
record ThroughVip(Checker checker, Sockets sockets) implements Checker {
  @Override
  public CheckResult check(Deadline deadline) {
    String before = sockets.lack();
    if (before != null) {
      return notTried(before);
    }
    CheckResult result = checker.check(deadline);
    @Nullable String after = sockets.lack();
    return after == null ? result : notTried(after);
  }

  private CheckResult notTried(String why) {
    return CheckResult.notTried("via vip: " + why);
  }
}
