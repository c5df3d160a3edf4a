package org.hactl.health;

/**
 * The health of a real server, as it is shown and as it is kept over a restart of the agent.
 *
 * @param sinceMillis since when the real server has this health, in milliseconds of the monotonic
 *     clock; of the wall clock in a status
 * @param detail the result of the last try
 */
public record HealthView(RealServerHealth health, long sinceMillis, String detail) {
  /** A real server without a check was in service, and stays there until a check contradicts it. */
  HealthView inService() {
    return health == RealServerHealth.UNCHECKED
        ? new HealthView(RealServerHealth.HEALTHY, sinceMillis, detail)
        : this;
  }
}
