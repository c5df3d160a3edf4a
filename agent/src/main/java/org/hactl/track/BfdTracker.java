package org.hactl.track;

import org.hactl.host.TrackerSpec;
import org.hactl.track.TrackSources.Said;

/** Tracks whether a BFD session is up. */
final class BfdTracker extends Tracker {
  private final TrackerSpec.Bfd spec;
  private final TrackSources.BfdSessions sessions;

  BfdTracker(
      TrackerSpec.Bfd spec, TrackSources.BfdSessions sessions, TrackLoop loop, Runnable changed) {
    super(spec, loop, changed);
    this.spec = spec;
    this.sessions = sessions;
  }

  @Override
  void start() {
    look();
  }

  @Override
  void look() {
    Said said = sessions.look(spec.session());
    say(said.truth(), said.cause(), said.cause());
  }

  @Override
  public void close() {}
}
