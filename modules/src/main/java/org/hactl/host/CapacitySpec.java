package org.hactl.host;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual service needs of its real servers, and what happens without it.
 *
 * @param quorum null for {@link Quorum#DEFAULT}
 * @param sorry null for none
 * @param allDown null for the default; see {@link #whenAllDown}
 * @param slowStart null if a real server gets its whole weight at once
 * @param hooks commands that run when the quorum is reached or lost, besides those of the site
 */
public record CapacitySpec(
    @Nullable Quorum quorum,
    @Nullable SorryServer sorry,
    @Nullable AllDown allDown,
    @Nullable SlowStart slowStart,
    List<HookSpec> hooks) {
  /** Of a service for which the site says nothing. */
  public static final CapacitySpec NONE = new CapacitySpec(null, null, null, null, List.of());

  /** What happens when every real server fails its check. */
  public enum AllDown {
    /** The service has no destination that takes new connections. */
    EMPTY,
    /** All real servers stay in service: a check that is wrong must not take a site down. */
    KEEP,
    /** The sorry server gets the connections. */
    SORRY
  }

  public CapacitySpec {
    hooks = List.copyOf(Objects.requireNonNullElse(hooks, List.of()));
  }

  public Quorum quorumOrDefault() {
    return quorum == null ? Quorum.DEFAULT : quorum;
  }

  public AllDown whenAllDown() {
    return allDown != null ? allDown : sorry != null ? AllDown.SORRY : AllDown.EMPTY;
  }

  /** A service that has only this quorum. */
  public static CapacitySpec of(Quorum quorum) {
    return new CapacitySpec(quorum, null, null, null, List.of());
  }
}
