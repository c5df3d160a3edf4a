package org.hactl.vrrp.protocol;

import java.time.Duration;
import org.hactl.vrrp.model.GratuitousArp;

/** When a master announces its addresses by gratuitous ARP. */
final class Announcements {
  /**
   * A master that handed its role over has removed its addresses by then. Until it did, it may have
   * answered a neighbour that asked for them.
   */
  private static final long SOON_NANOS = 2 * HandOver.SERVES_ON_NANOS;

  private boolean addressesInPlace;
  private long deadlineNanos = VirtualRouter.NEVER;
  private long soonNanos = VirtualRouter.NEVER;
  private boolean repeatsSoon;
  private int times;

  /** Whether the next announcement is a second burst, and not a periodic refresh. */
  private boolean repeats;

  /** Stops, because the addresses are no longer on the interface. */
  void stop() {
    addressesInPlace = false;
    repeatsSoon = false;
    pause();
  }

  /** Sends nothing until {@link #resume}, because another router is about to announce. */
  void pause() {
    repeats = false;
    deadlineNanos = VirtualRouter.NEVER;
    soonNanos = VirtualRouter.NEVER;
  }

  /** The addresses are on the interface, but another router is about to announce them. */
  void addressesInPlaceWhilePaused() {
    addressesInPlace = true;
  }

  /** No other router announced the addresses. Returns how many times to announce them now. */
  int resume(GratuitousArp settings, long nowNanos) {
    return addressesInPlace ? addressesInPlace(settings, nowNanos) : 0;
  }

  /** The next announcement is repeated once, soon after it. */
  void repeatSoon() {
    repeatsSoon = true;
  }

  /** The addresses are on the interface. Returns how many times to announce them now. */
  int addressesInPlace(GratuitousArp settings, long nowNanos) {
    addressesInPlace = true;
    if (repeatsSoon && settings.repeat() > 0) {
      soonNanos = nowNanos + SOON_NANOS;
    }
    repeatsSoon = false;
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
      boolean again = nowNanos >= soonNanos;
      soonNanos = again ? VirtualRouter.NEVER : soonNanos;
      return again ? 1 : 0;
    }
    soonNanos = VirtualRouter.NEVER;
    int now = repeats ? times : settings.refreshRepeat();
    armRefresh(settings, nowNanos);
    return now;
  }

  long deadlineNanos() {
    return Math.min(deadlineNanos, soonNanos);
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
