package org.hactl.vrrp.protocol;

import java.time.Duration;
import org.hactl.vrrp.model.GratuitousArp;

/** When a master announces its addresses by gratuitous ARP. */
final class Announcements {
  private boolean addressesInPlace;
  private long deadlineNanos = VirtualRouter.NEVER;
  private int times;

  /** Whether the next announcement is a second burst, and not a periodic refresh. */
  private boolean repeats;

  /** Stops, because the addresses are no longer on the interface. */
  void stop() {
    addressesInPlace = false;
    repeats = false;
    deadlineNanos = VirtualRouter.NEVER;
  }

  /** The addresses are on the interface. Returns how many times to announce them now. */
  int addressesInPlace(GratuitousArp settings, long nowNanos) {
    addressesInPlace = true;
    if (settings.repeat() == 0 || settings.delay().isZero()) {
      armRefresh(settings, nowNanos);
    } else {
      armRepeat(settings.repeat(), settings.delay(), nowNanos);
    }
    return settings.repeat();
  }

  /**
   * Another router also advertised as master. Returns how many times to announce the addresses now.
   */
  int splitHealed(GratuitousArp settings, long nowNanos) {
    if (!addressesInPlace) {
      return 0;
    }
    if (settings.lowerRepeat() > 0 && !settings.lowerDelay().isZero()) {
      armRepeat(settings.lowerRepeat(), settings.lowerDelay(), nowNanos);
    }
    return settings.lowerRepeat();
  }

  /** Uses these settings from now on; a second burst that is already planned keeps its time. */
  void reconfigured(GratuitousArp before, GratuitousArp settings, long nowNanos) {
    if (addressesInPlace && !repeats && !before.refresh().equals(settings.refresh())) {
      armRefresh(settings, nowNanos);
    }
  }

  /** How many times to announce because the deadline has come; 0 if it has not. */
  int due(GratuitousArp settings, long nowNanos) {
    if (nowNanos < deadlineNanos) {
      return 0;
    }
    int now = repeats ? times : settings.refreshRepeat();
    armRefresh(settings, nowNanos);
    return now;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  private void armRepeat(int burst, Duration delay, long nowNanos) {
    times = burst;
    repeats = true;
    deadlineNanos = nowNanos + delay.toNanos();
  }

  private void armRefresh(GratuitousArp settings, long nowNanos) {
    repeats = false;
    deadlineNanos =
        settings.refresh().isZero() ? VirtualRouter.NEVER : nowNanos + settings.refresh().toNanos();
  }
}
