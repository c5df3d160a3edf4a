package org.hactl.site.shape;

import java.util.List;
import java.util.Optional;
import org.hactl.host.CapacitySpec;
import org.hactl.host.HookSpec;
import org.hactl.host.Quorum;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Values;
import org.jspecify.annotations.Nullable;

/** The keys of a service about what it needs of its real servers. */
final class CapacityKeys {
  final Key<Optional<Quorum>> quorum;
  private final Key<Optional<List<HookSpec>>> notify;

  CapacityKeys(Fields f) {
    quorum =
        f.optional(
            "quorum",
            QuorumShape.SHAPE,
            "How many real servers have to be healthy, or how much weight they have to have");
    notify =
        f.optional(
            "notify",
            HookShape.OF_SERVICE,
            "Commands that run when the quorum is reached or lost; those of the site run too");
  }

  /** Null if the site says nothing about it. */
  @Nullable CapacitySpec of(Values v) {
    Quorum needed = v.get(quorum).orElse(null);
    List<HookSpec> hooks = v.get(notify).orElse(List.of());
    return needed == null && hooks.isEmpty() ? null : new CapacitySpec(needed, hooks);
  }
}
