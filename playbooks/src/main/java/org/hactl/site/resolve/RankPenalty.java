package org.hactl.site.resolve;

import java.util.IntSummaryStatistics;
import org.hactl.site.model.Director;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.TrackSettings;

/**
 * The priority that a director loses while one of a router's virtual services has no healthy real
 * server. It is so great that the director ranks below every other director of the site. It is the
 * same on all directors, so that their order stays if all of them lose it. Pure.
 */
public final class RankPenalty {
  /**
   * The penalty is at least this, if the lowest priority allows it: another director may be a
   * keepalived outside the site, whose priority hactl does not know.
   */
  private static final int MIN_PENALTY = 50;

  private RankPenalty() {}

  /** The penalty of a director; 0 if its rank does not depend on its services. */
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
    return Math.max(more, Math.min(MIN_PENALTY, lowest.getMin() - 1));
  }

  /** The most that trackers can add to the priority, or take from it. */
  private static int weights(Director director, int sign) {
    return director.settings().tracks().stream()
        .mapToInt(TrackSettings::weight)
        .filter(weight -> weight * sign > 0)
        .sum();
  }
}
