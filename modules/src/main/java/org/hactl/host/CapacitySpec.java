package org.hactl.host;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual service needs of its real servers.
 *
 * @param quorum null for {@link Quorum#DEFAULT}
 * @param hooks commands that run when the quorum is reached or lost, besides those of the site
 */
public record CapacitySpec(@Nullable Quorum quorum, List<HookSpec> hooks) {
  /** Of a service for which the site says nothing. */
  public static final CapacitySpec NONE = new CapacitySpec(null, List.of());

  public CapacitySpec {
    hooks = List.copyOf(Objects.requireNonNullElse(hooks, List.of()));
  }

  public Quorum quorumOrDefault() {
    return quorum == null ? Quorum.DEFAULT : quorum;
  }

  /** A service that has only this quorum. */
  public static CapacitySpec of(Quorum quorum) {
    return new CapacitySpec(quorum, List.of());
  }
}
