package org.hactl.agent.converge;

import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.DeadManTimer;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.store.WireGrace;
import org.hactl.agent.store.WireGraceFile;

/** Ends the {@link WireGrace}: after its time the old virtual routers are not heard any more. */
final class Settling {
  private final WireGraceFile grace;
  private final Converger converger;
  private final GenerationLock lock;
  private final Clock clock;
  private final DeadManTimer timer;

  Settling(
      WireGraceFile grace,
      Converger converger,
      GenerationLock lock,
      Clock clock,
      LaterTasks later) {
    this.grace = grace;
    this.converger = converger;
    this.lock = lock;
    this.clock = clock;
    this.timer = new DeadManTimer(later, clock);
  }

  /** A generation is confirmed whose routers differ from those of the one with this number. */
  void begin(long before) {
    grace.begin(before, clock.millis());
    timer.arm(WireGrace.LONGEST, this::settle);
  }

  /** The generation in force was applied once more: its time begins again. */
  void beginAgain() {
    grace.beginAgain(clock.millis());
    timer.arm(WireGrace.LONGEST, this::settle);
  }

  /** The old routers that were heard before this agent started are heard for the rest. */
  void goOn() {
    grace
        .read(clock.millis())
        .ifPresent(left -> {
          converger.goOnSettling(left.before());
          timer.arm(left.time(), this::settle);
        });
  }

  private void settle(long time) {
    lock.await();
    try {
      if (timer.isNewest(time) && converger.settled()) {
        grace.end();
      }
    } finally {
      lock.leave();
    }
  }
}
