package org.hactl.vrrp.engine;

import org.hactl.vrrp.protocol.VirtualRouter;

/**
 * When a master's advertisements leave, within the freedom that its state machine gives. An
 * interval begins with ten slots; routers go to theirs by their VRID, and those of one slot leave
 * together. So a wake-up serves many, what one host sends at once does not overrun a receiver, and
 * yet all routers of a master that has died are missed at about the same time.
 */
final class AdvertisingSlot {
  private static final int SLOTS = 10;
  private static final long MAX_SLOT_NANOS = 2_000_000;

  private AdvertisingSlot() {}

  /** When to fire that router's timer: not after its deadline, and not before it may act. */
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
