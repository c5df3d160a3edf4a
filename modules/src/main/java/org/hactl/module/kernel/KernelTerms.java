package org.hactl.module.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link KernelPlan} compares one kind of thing. Pure.
 *
 * @param <R> the kind's resource
 * @param <F> how the kernel lists one
 */
public interface KernelTerms<R extends Resource, F> {
  ResourceId id(F found);

  /**
   * The interfaces that must exist before this resource can be put in place.
   *
   * @param now null where there is nothing
   */
  Stream<String> interfaces(R wanted, @Nullable F now);

  /**
   * What has to change for the host to be as wanted; nothing if it is.
   *
   * @param now null where there is nothing
   * @param owned whether hactl put there what is there
   */
  List<FieldChange> differences(R wanted, @Nullable F now, boolean owned);

  /**
   * What the kernel takes for the same although its identity is another: it has to go before the
   * other can be added.
   */
  default Optional<F> alike(ResourceId id) {
    return Optional.empty();
  }

  /** Why what is there does not serve, and cannot be corrected here; empty if it serves. */
  default Optional<String> problem(R wanted, F now, boolean owned) {
    return Optional.empty();
  }

  /** What to remember of something that others made and that is altered here. */
  default Map<String, String> prior(F replaced) {
    return Map.of();
  }

  /** Whether what is there is still what hactl put there, and not another with its name. */
  default boolean isOurs(Owned entry, F now) {
    return true;
  }

  /**
   * How a removal is shown.
   *
   * @param prior what stood there before, and is put back
   */
  List<FieldChange> removal(F now, Map<String, String> prior);

  /**
   * Whether an operator or another program set this, and not the kernel: it is reported, or removed
   * where the site says {@code exclusive}.
   */
  boolean isForeign(F found);

  /**
   * In which order resources are put in place.
   *
   * @param byId in the order of their identities
   */
  default List<R> additionOrder(List<R> byId) {
    return byId;
  }

  /**
   * In which order resources are removed.
   *
   * @param byId in the order of their identities
   */
  default List<ResourceId> removalOrder(List<ResourceId> byId) {
    return byId.stream().sorted(Comparator.reverseOrder()).toList();
  }
}
