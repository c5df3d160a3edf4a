package org.hactl.agent.engines;

import org.hactl.health.HealthChecks;
import org.hactl.health.ServiceHealth;
import org.hactl.track.TrackSources;
import org.jspecify.annotations.Nullable;

/** Gives tracking the counts of each service's real servers. */
record CheckedServices(HealthChecks checks) implements TrackSources.Services {
  @Override
  public TrackSources.@Nullable Pool look(String service) {
    return pool(checks.count(service));
  }

  @Override
  public TrackSources.@Nullable Pool lookSince(String service, @Nullable Long sinceNanos) {
    return pool(checks.confirmed(service, sinceNanos));
  }

  private static TrackSources.@Nullable Pool pool(@Nullable ServiceHealth counts) {
    return counts == null
        ? null
        : new TrackSources.Pool(
            counts.healthy() + counts.unchecked(), counts.unknown(), counts.all());
  }
}
