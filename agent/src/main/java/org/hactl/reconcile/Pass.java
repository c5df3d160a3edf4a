package org.hactl.reconcile;

import java.util.Set;

/**
 * How far a pass goes.
 *
 * @param kinds which kinds it looks at
 * @param part what it does to them
 * @param stopAtError whether a failed step ends it: in an apply the rest would be taken back anyway
 */
public record Pass(Set<String> kinds, Extent part, boolean stopAtError) {
  public Pass {
    kinds = Set.copyOf(kinds);
  }

  public enum Extent {
    EVERYTHING,
    /** What is created or altered; removals wait for {@link #REMOVALS}. */
    ADDITIONS,
    REMOVALS
  }

  /** Everything about these kinds, as far as it goes. */
  public static Pass over(Set<String> kinds) {
    return new Pass(kinds, Extent.EVERYTHING, false);
  }
}
