package org.hactl.site.shape;

import java.util.List;
import java.util.Optional;
import org.hactl.host.CapacitySpec.AllDown;
import org.hactl.host.HookSpec;
import org.hactl.host.Quorum;
import org.hactl.host.SlowStart;
import org.hactl.site.model.ServiceCapacity;
import org.hactl.site.model.SorrySettings;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;
import org.jspecify.annotations.Nullable;

/** The keys of a service about what it needs of its real servers, and what happens without it. */
final class CapacityKeys {
  final Key<Optional<Quorum>> quorum;
  final Key<Optional<SorrySettings>> sorry;
  final Key<Optional<AllDown>> allDown;
  final Key<Optional<SlowStart>> slowStart;
  private final Key<Optional<List<HookSpec>>> notify;

  CapacityKeys(Fields f) {
    quorum =
        f.optional(
            "quorum",
            QuorumShape.SHAPE,
            "How many real servers have to be healthy, or how much weight they have to have");
    sorry =
        f.optional(
            "sorry_server",
            SorryShape.SHAPE,
            "The server that gets the connections while the quorum is lost; the real servers get"
                + " none then");
    allDown =
        f.optional(
            "all_down",
            Shape.enumOf(AllDown.class),
            "When every real server fails its check: empty takes all out, keep leaves all in, sorry"
                + " uses the sorry server; sorry if there is one, else empty");
    slowStart =
        f.optional(
            "slow_start",
            SlowStartShape.SHAPE,
            "How a real server that recovers, is new or is not drained any more gets to its weight;"
                + " at once if left out");
    notify =
        f.optional(
            "notify",
            HookShape.OF_SERVICE,
            "Commands that run when the quorum is reached or lost; those of the site run too");
  }

  /** Null if the site says nothing about it. */
  @Nullable ServiceCapacity of(Values v) {
    ServiceCapacity capacity =
        new ServiceCapacity(
            v.get(quorum).orElse(null),
            v.get(sorry).orElse(null),
            v.get(allDown).orElse(null),
            v.get(slowStart).orElse(null),
            v.get(notify).orElse(List.of()));
    if (capacity.allDown() == AllDown.SORRY && capacity.sorry() == null) {
      v.problem(allDown, "needs a sorry_server");
    }
    if (capacity.allDown() != null
        && capacity.allDown() != AllDown.SORRY
        && capacity.sorry() != null) {
      v.problem(
          allDown, "contradicts sorry_server, which serves when the quorum is lost; write sorry");
    }
    return capacity.equals(ServiceCapacity.NONE) ? null : capacity;
  }
}
