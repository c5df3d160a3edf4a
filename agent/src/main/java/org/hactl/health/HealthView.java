package org.hactl.health;

import java.util.List;
import java.util.Objects;
import org.hactl.host.CheckSpec;
import org.jspecify.annotations.Nullable;

/**
 * The health of a real server, as it is shown and as it is kept over a restart of the agent.
 *
 * @param sinceMillis since when the real server has this health, in milliseconds of the monotonic
 *     clock; of the wall clock in a status
 * @param detail the result of the last try
 * @param weightPercent of the site's weight that the check gives it; null for all of it
 * @param changedMillis for each part of the check, when its health changed, as long as that counts
 *     for {@link CheckSpec.Flapping}; empty if it counts for no part
 */
public record HealthView(
    RealServerHealth health,
    long sinceMillis,
    String detail,
    @Nullable Integer weightPercent,
    List<List<Long>> changedMillis) {
  private static final int MAX_WEIGHT = 65_535;

  public HealthView {
    // An older agent does not say.
    changedMillis = Objects.requireNonNullElse(changedMillis, List.of());
  }

  /** Without a word about the weight. */
  public HealthView(RealServerHealth health, long sinceMillis, String detail) {
    this(health, sinceMillis, detail, null, List.of());
  }

  /** The same on another clock, on which it has this health since then. */
  public HealthView since(long otherMillis) {
    return new HealthView(health, otherMillis, detail, weightPercent, changedMillis);
  }

  /** When one part of a check of so many parts has changed; empty if another check was asked. */
  List<Long> changesOf(int part, int parts) {
    return changedMillis.size() == parts ? changedMillis.get(part) : List.of();
  }

  /** The weight that is left of the site's; of a part of a whole at least 1. */
  public int weight(int ofSite) {
    return weightPercent == null
        ? ofSite
        : (int) Math.min(MAX_WEIGHT, Math.ceilDiv((long) ofSite * weightPercent, 100));
  }

  /** A real server without a check was in service, and stays there until a check contradicts it. */
  HealthView inService() {
    return health == RealServerHealth.UNCHECKED
        ? new HealthView(
            RealServerHealth.HEALTHY, sinceMillis, detail, weightPercent, changedMillis)
        : this;
  }
}
