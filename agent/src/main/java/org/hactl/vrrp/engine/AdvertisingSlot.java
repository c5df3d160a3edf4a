package org.hactl.vrrp.engine;

import org.hactl.vrrp.protocol.VirtualRouter;

/**
 * Chooses when a master's advertisements leave, within the time that its state machine allows. An
 * interval begins with ten slots. The VRID decides the slot of a router, and the advertisements of
 * one slot leave together. So one wake-up serves many routers, and one host does not send so many
 * packets at once that a receiver drops some; still, the backups miss all routers of a dead master
 * at about the same time.
 */
final class AdvertisingSlot {
  private static final int SLOTS = 10;
  private static final long MAX_SLOT_NANOS = 2_000_000;

  private AdvertisingSlot() {}

  /** When to fire the timer of a router: not after its deadline, and not before it may act. */
  static long deadlineNanos(VirtualRouter router) {
    long latest = router.nextDeadlineNanos();
    long earliest = router.earliestDeadlineNanos();
    if (earliest == latest) {
      return latest;
    }
    long interval = router.config().advertInterval().toNanos();
    long slot = Math.min(interval / SLOTS, MAX_SLOT_NANOS);
    long place = router.config().virtualRouterId() % SLOTS * slot;
    long offset = Math.floorMod(latest - place, interval);
    return Math.max(earliest, latest - offset);
  }
}
