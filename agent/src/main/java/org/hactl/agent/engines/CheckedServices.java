package org.hactl.agent.engines;

import org.hactl.health.HealthChecks;
import org.hactl.health.QuorumView;
import org.hactl.health.ServiceHealth;
import org.hactl.host.Truth;
import org.hactl.track.TrackSources;
import org.jspecify.annotations.Nullable;

/** Gives tracking the counts of each service's real servers, and how its quorum stands. */
record CheckedServices(HealthChecks checks, CapacityHost capacity)
    implements TrackSources.Services {
  @Override
  public TrackSources.@Nullable Pool look(String service) {
    return pool(checks.count(service));
  }

  @Override
  public TrackSources.@Nullable Pool lookSince(String service, @Nullable Long sinceNanos) {
    return pool(checks.confirmed(service, sinceNanos));
  }

  @Override
  public TrackSources.Said quorum(String service) {
    QuorumView view = capacity.views().get(service);
    if (view == null) {
      return new TrackSources.Said(Truth.UNKNOWN, "there is no quorum of " + service + " yet");
    }
    String counts = " of %s: %d of %d are there".formatted(service, view.live(), view.all());
    return switch (view.standing()) {
      case REACHED -> new TrackSources.Said(Truth.TRUE, "the quorum" + counts);
      case LOST -> new TrackSources.Said(Truth.FALSE, "the quorum" + counts);
      case UNKNOWN -> new TrackSources.Said(Truth.UNKNOWN, "the quorum" + counts);
    };
  }

  private static TrackSources.@Nullable Pool pool(@Nullable ServiceHealth counts) {
    return counts == null
        ? null
        : new TrackSources.Pool(
            counts.healthy() + counts.unchecked(), counts.unknown(), counts.all());
  }
}
