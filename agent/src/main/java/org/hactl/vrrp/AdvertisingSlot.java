package org.hactl.vrrp;

/**
 * When a master's advertisements leave, within the freedom that its state machine gives. Each
 * interval has ten slots; routers go to theirs by their VRID, and those of one slot leave together.
 * So a wake-up serves many, and yet what one host sends at once does not overrun a receiver.
 */
final class AdvertisingSlot {
  private static final int SLOTS = 10;

  private AdvertisingSlot() {}

  /** When to fire that router's timer: not after its deadline, and not before it may act. */
  static long deadlineNanos(VirtualRouter router) {
    long latest = router.nextDeadlineNanos();
    long earliest = router.earliestDeadlineNanos();
    if (earliest == latest) {
      return latest;
    }
    long interval = router.config().advertInterval().toNanos();
    int slot = router.config().virtualRouterId() % SLOTS;
    long offset = Math.floorMod(latest - slot * (interval / SLOTS), interval);
    return Math.max(earliest, latest - offset);
  }
}
