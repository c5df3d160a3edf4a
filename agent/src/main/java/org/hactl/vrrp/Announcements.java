package org.hactl.vrrp;

/** When a master announces its addresses by gratuitous ARP. */
final class Announcements {
  private boolean addressesInPlace;
  private long deadlineNanos = VirtualRouter.NEVER;
  private int times;

  /** No addresses, nothing to announce. */
  void stop() {
    addressesInPlace = false;
    deadlineNanos = VirtualRouter.NEVER;
  }

  void addressesInPlace() {
    addressesInPlace = true;
  }

  /** Starts over with a burst: how many times to announce now. */
  int burst(GratuitousArp settings, long nowNanos) {
    if (!addressesInPlace) {
      return 0;
    }
    if (!settings.repeatDelay().isZero() && settings.burst() > 0) {
      times = settings.burst();
      deadlineNanos = nowNanos + settings.repeatDelay().toNanos();
    } else {
      armRefresh(settings, nowNanos);
    }
    return settings.burst();
  }

  /** How many times to announce because the deadline has come; 0 if it has not. */
  int due(GratuitousArp settings, long nowNanos) {
    if (nowNanos < deadlineNanos) {
      return 0;
    }
    int now = times;
    armRefresh(settings, nowNanos);
    return now;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  private void armRefresh(GratuitousArp settings, long nowNanos) {
    times = settings.refreshBurst();
    deadlineNanos =
        settings.refresh().isZero() ? VirtualRouter.NEVER : nowNanos + settings.refresh().toNanos();
  }
}
