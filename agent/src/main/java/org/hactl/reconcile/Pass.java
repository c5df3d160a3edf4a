package org.hactl.reconcile;

import java.util.Set;

/**
 * What a pass covers.
 *
 * @param kinds the kinds that the pass looks at
 * @param part the changes that the pass makes
 * @param stopAtError whether a failed step ends the pass: in an apply, the agent would roll the
 *     other steps back anyway
 * @param recalls whether a module may plan from what it remembers of the host instead of looking at
 *     it: a pass for drift looks
 */
public record Pass(Set<String> kinds, Extent part, boolean stopAtError, boolean recalls) {
  public Pass {
    kinds = Set.copyOf(kinds);
  }

  public enum Extent {
    EVERYTHING,
    /** Creates and alters resources, and leaves removals to {@link #REMOVALS}. */
    ADDITIONS,
    REMOVALS
  }

  /** A pass that looks at the host. */
  public Pass(Set<String> kinds, Extent part, boolean stopAtError) {
    this(kinds, part, stopAtError, false);
  }

  /** A pass that makes all changes of these kinds and does not stop at an error. */
  public static Pass over(Set<String> kinds) {
    return new Pass(kinds, Extent.EVERYTHING, false);
  }

  public Pass recalling() {
    return new Pass(kinds, part, stopAtError, true);
  }
}
