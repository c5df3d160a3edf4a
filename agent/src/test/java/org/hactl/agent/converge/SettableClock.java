package org.hactl.agent.converge;

import java.time.Duration;
import org.hactl.agent.converge.time.Clock;

/** The clocks of this machine, of which a test sets the wall clock. */
public final class SettableClock implements Clock {
  private volatile long stepMillis;

  public void step(long days) {
    stepMillis += Duration.ofDays(days).toMillis();
  }

  @Override
  public long millis() {
    return SYSTEM.millis() + stepMillis;
  }

  @Override
  public long nanos() {
    return SYSTEM.nanos();
  }
}
