package org.hactl.health;

/**
 * The health of a real server, as it is shown and as it is kept over a restart of the agent.
 *
 * @param sinceMillis since when it is so, in milliseconds since the epoch
 * @param detail what the last try said
 */
public record HealthView(RealServerHealth health, long sinceMillis, String detail) {}
