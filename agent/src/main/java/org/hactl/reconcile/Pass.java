package org.hactl.reconcile;

import java.util.Set;

/**
 * What a pass covers.
 *
 * @param kinds the kinds that the pass looks at
 * @param part the changes that the pass makes
 * @param stopAtError whether a failed step ends the pass: in an apply, the agent would roll the
 *     other steps back anyway
 */
public record Pass(Set<String> kinds, Extent part, boolean stopAtError) {
  public Pass {
    kinds = Set.copyOf(kinds);
  }

  public enum Extent {
    EVERYTHING,
    /** Creates and alters resources, and leaves removals to {@link #REMOVALS}. */
    ADDITIONS,
    REMOVALS
  }

  /** A pass that makes all changes of these kinds and does not stop at an error. */
  public static Pass over(Set<String> kinds) {
    return new Pass(kinds, Extent.EVERYTHING, false);
  }
}
