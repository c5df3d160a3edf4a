package org.hactl.site.resolve;

import java.util.IntSummaryStatistics;
import org.hactl.site.model.Director;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.TrackSettings;

/**
 * What a director loses while one of a router's virtual services has no healthy real server: enough
 * to rank below every other director of the site, and the same on all of them, so that the order
 * stays where none is better. Pure.
 */
public final class RankPenalty {
  /** Where the priorities allow it: the other director may be a keepalived, not in the site. */
  private static final int USUAL = 50;

  private RankPenalty() {}

  /** 0 if the director's rank does not depend on its services. */
  public static int of(SiteRouter router, Director director) {
    if (!director.settings().rankByServices()) {
      return 0;
    }
    IntSummaryStatistics highest = new IntSummaryStatistics();
    IntSummaryStatistics lowest = new IntSummaryStatistics();
    router.directors().stream()
        // An owner's priority never changes.
        .filter(each -> each.priority() != Director.OWNER_PRIORITY)
        .forEach(each -> {
          highest.accept(each.priority() + weights(each, 1));
          lowest.accept(each.priority() + weights(each, -1));
        });
    if (highest.getCount() == 0) {
      return 0;
    }
    int more = highest.getMax() - lowest.getMin() + 1;
    return Math.max(more, Math.min(USUAL, lowest.getMin() - 1));
  }

  /** What trackers can add, or take, at most. */
  private static int weights(Director director, int sign) {
    return director.settings().tracks().stream()
        .mapToInt(TrackSettings::weight)
        .filter(weight -> weight * sign > 0)
        .sum();
  }
}
