package org.hactl.agent.converge;

import org.hactl.api.DriftEntry.FoundBy;

/**
 * Why a pass looks at a kind.
 *
 * @param exact whether {@code noticedNanos} is when it happened, and not only when it was noticed
 * @param noticedNanos on the monotonic clock
 */
public record Cause(FoundBy foundBy, boolean exact, long noticedNanos) {
  /** Returns the cause that knows better when it happened. */
  Cause merge(Cause later) {
    return later.exact() && !exact ? later : this;
  }
}
