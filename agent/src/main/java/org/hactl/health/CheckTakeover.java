package org.hactl.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that take over from those in force, and what follows from it once the lock is released.
 */
final class CheckTakeover {
  private final List<RealServerWatch> begun = new ArrayList<>();
  private final List<RealServerWatch> ended = new ArrayList<>();
  private final List<News> news = new ArrayList<>();

  private record News(RealServerKey server, HealthView from, HealthView to) {}

  /** A check that has to be started. */
  void begin(RealServerWatch watch) {
    begun.add(watch);
  }

  /**
   * @param old the check that decided before; null if there was none
   */
  void replace(
      RealServerKey server, @Nullable RealServerWatch old, HealthView from, HealthView to) {
    if (old != null) {
      ended.add(old);
    }
    if (from.health() != to.health()) {
      news.add(new News(server, from, to));
    }
  }

  void finish(HealthListener listener) {
    begun.forEach(RealServerWatch::start);
    news.forEach(each -> listener.changed(each.server(), each.from(), each.to()));
    // One of them may run on this thread: it is interrupted after the listener was told.
    ended.forEach(RealServerWatch::end);
  }
}
