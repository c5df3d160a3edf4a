package org.hactl.health;

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
 */
record HealthState(RealServerHealth health, int run, long sinceMillis) {

  static HealthState unknown(long nowMillis) {
    return new HealthState(RealServerHealth.UNKNOWN, 0, nowMillis);
  }

  HealthState step(boolean success, Timing timing, long nowMillis) {
    return switch (health) {
      case UNKNOWN ->
          success ? become(RealServerHealth.HEALTHY, nowMillis) : fail(timing, nowMillis);
      case HEALTHY -> success ? agree() : fail(timing, nowMillis);
      case UNHEALTHY -> success ? rise(timing, nowMillis) : agree();
      case UNCHECKED -> this;
    };
  }

  private HealthState fail(Timing timing, long nowMillis) {
    return run + 1 >= timing.fall() ? become(RealServerHealth.UNHEALTHY, nowMillis) : count();
  }

  private HealthState rise(Timing timing, long nowMillis) {
    return run + 1 >= timing.rise() ? become(RealServerHealth.HEALTHY, nowMillis) : count();
  }

  private HealthState agree() {
    return run == 0 ? this : new HealthState(health, 0, sinceMillis);
  }

  private HealthState count() {
    return new HealthState(health, run + 1, sinceMillis);
  }

  private static HealthState become(RealServerHealth health, long nowMillis) {
    return new HealthState(health, 0, nowMillis);
  }
}
