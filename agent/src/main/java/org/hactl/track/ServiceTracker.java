package org.hactl.track;

import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.hactl.track.TrackSources.Pool;

/** Whether a virtual service has enough healthy real servers. */
final class ServiceTracker extends Tracker {
  private final TrackerSpec.Service spec;
  private final TrackSources.Services services;

  ServiceTracker(
      TrackerSpec.Service spec, TrackSources.Services services, TrackLoop loop, Runnable changed) {
    super(spec, loop, changed);
    this.spec = spec;
    this.services = services;
  }

  @Override
  void start() {
    look();
  }

  @Override
  void look() {
    if (spec.quorum() == 0) {
      TrackSources.Said said = services.quorum(spec.service());
      say(said.truth(), said.cause(), said.cause());
      return;
    }
    Pool pool = services.look(spec.service());
    if (pool == null) {
      String none = "there is no service " + spec.service() + " yet";
      say(Truth.UNKNOWN, none, none);
      return;
    }
    String cause =
        "%d of %d real servers of %s are healthy"
            .formatted(pool.healthy(), pool.all(), spec.service());
    say(enough(pool, spec.quorum()), cause, cause + ", " + spec.quorum() + " are needed");
  }

  /**
   * {@link Truth#UNKNOWN} while the real servers without a result could still make up the quorum.
   */
  static Truth enough(Pool pool, int quorum) {
    if (pool.healthy() >= quorum) {
      return Truth.TRUE;
    }
    return pool.healthy() + pool.undecided() >= quorum ? Truth.UNKNOWN : Truth.FALSE;
  }

  @Override
  public void close() {}
}
