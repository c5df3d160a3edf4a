package org.hactl.agent.converge;

import org.hactl.api.DriftEntry.FoundBy;

/**
 * Why a pass looks at a kind.
 *
 * @param exact whether {@code noticedNanos} is the time of the event itself, and not only the time
 *     when it was noticed
 * @param noticedNanos on the monotonic clock
 */
record Cause(FoundBy foundBy, boolean exact, long noticedNanos) {
  /** Returns the cause that has the more exact time. */
  Cause merge(Cause later) {
    return later.exact() && !exact ? later : this;
  }
}
