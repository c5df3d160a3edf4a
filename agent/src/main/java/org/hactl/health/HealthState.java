package org.hactl.health;

import java.util.ArrayList;
import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Flapping;
import org.hactl.host.CheckSpec.Timing;

/**
 * How the results of tries become the health of a real server. Pure.
 *
 * <p>A healthy real server becomes unhealthy after {@code fall} failures in a row, and an unhealthy
 * one becomes healthy after {@code rise} successes in a row. After the start of a director the
 * health is unknown. Then a single success is enough, so that service begins with the first answer.
 * An unknown real server becomes unhealthy after {@code fall} failures; until then it is not
 * healthy either.
 *
 * @param health one of UNKNOWN, HEALTHY, UNHEALTHY
 * @param run how many tries in a row contradicted the health
 * @param sinceMillis when the health last changed, in milliseconds of the monotonic clock
 * @param changedMillis when it went from healthy to unhealthy or back, as long as that counts for
 *     {@link CheckSpec.Flapping}
 */
record HealthState(RealServerHealth health, int run, long sinceMillis, List<Long> changedMillis) {
  HealthState {
    changedMillis = List.copyOf(changedMillis);
  }

  /** Before any change. */
  HealthState(RealServerHealth health, int run, long sinceMillis) {
    this(health, run, sinceMillis, List.of());
  }

  static HealthState unknown(long nowMillis) {
    return new HealthState(RealServerHealth.UNKNOWN, 0, nowMillis);
  }

  HealthState step(boolean success, Timing timing, long nowMillis) {
    return switch (health) {
      case UNKNOWN ->
          success
              ? new HealthState(RealServerHealth.HEALTHY, 0, nowMillis)
              : fail(timing, nowMillis);
      case HEALTHY -> success ? agree() : fail(timing, nowMillis);
      case UNHEALTHY -> success ? rise(timing, nowMillis) : agree();
      case UNCHECKED -> this;
    };
  }

  private HealthState fail(Timing timing, long nowMillis) {
    return run + 1 >= timing.fall()
        ? become(RealServerHealth.UNHEALTHY, timing, nowMillis)
        : count();
  }

  private HealthState rise(Timing timing, long nowMillis) {
    if (run + 1 < timing.rise()) {
      return count();
    }
    // It has risen as often as is needed, and waits to be trusted.
    return heldMillis(timing, nowMillis) > 0
        ? this
        : become(RealServerHealth.HEALTHY, timing, nowMillis);
  }

  /** For how long it stays unhealthy because it has changed too often; 0 if it has not. */
  long heldMillis(Timing timing, long nowMillis) {
    Flapping flapping = timing.flapping();
    if (flapping == null || health != RealServerHealth.UNHEALTHY) {
      return 0;
    }
    List<Long> recent = recent(flapping, nowMillis);
    int over = recent.size() - flapping.changes();
    return over < 0 ? 0 : recent.get(over) + flapping.withinMillis() - nowMillis;
  }

  private List<Long> recent(Flapping flapping, long nowMillis) {
    return changedMillis.stream()
        .filter(each -> nowMillis - each < flapping.withinMillis())
        .toList();
  }

  private HealthState agree() {
    return run == 0 ? this : new HealthState(health, 0, sinceMillis, changedMillis);
  }

  private HealthState count() {
    return new HealthState(health, run + 1, sinceMillis, changedMillis);
  }

  private HealthState become(RealServerHealth next, Timing timing, long nowMillis) {
    Flapping flapping = timing.flapping();
    if (flapping == null || health == RealServerHealth.UNKNOWN) {
      return new HealthState(next, 0, nowMillis);
    }
    List<Long> changes = new ArrayList<>(recent(flapping, nowMillis));
    changes.add(nowMillis);
    return new HealthState(next, 0, nowMillis, changes);
  }
}
