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
   * The interfaces that must exist before this resource can be created.
   *
   * @param now the existing thing; null if it does not exist
   */
  Stream<String> interfaces(R wanted, @Nullable F now);

  /**
   * The fields that have to change; empty if the host is as wanted.
   *
   * @param now the existing thing; null if it does not exist
   * @param owned whether hactl created the existing thing
   */
  List<FieldChange> differences(R wanted, @Nullable F now, boolean owned);

  /**
   * A thing that has another identity but that the kernel treats as the same thing. It must be
   * removed before a resource with this identity can be added.
   */
  default Optional<F> alike(ResourceId id) {
    return Optional.empty();
  }

  /**
   * Why the existing thing is not as wanted and cannot be corrected here; empty if there is no
   * problem.
   */
  default Optional<String> problem(R wanted, F now, boolean owned) {
    return Optional.empty();
  }

  /** The values to remember of a thing that another program created, before hactl changes it. */
  default Map<String, String> prior(F replaced) {
    return Map.of();
  }

  /** Whether the thing has hactl's protocol number. */
  default boolean isTagged(F found) {
    return false;
  }

  /**
   * Whether hactl created the existing thing; false if another program has put a thing with the
   * same name in its place.
   */
  default boolean isOurs(Owned entry, F now) {
    return true;
  }

  /**
   * The fields that show a removal in a plan.
   *
   * @param prior the values from before hactl, which the removal restores
   */
  List<FieldChange> removal(F now, Map<String, String> prior);

  /**
   * Whether an operator or another program created the thing, and not the kernel. If so, hactl
   * reports it, or removes it if the kind is {@code exclusive}.
   */
  boolean isForeign(F found);

  /**
   * The order in which resources are created.
   *
   * @param byId in the order of their identities
   */
  default List<R> additionOrder(List<R> byId) {
    return byId;
  }

  /**
   * The order in which resources are removed.
   *
   * @param byId in the order of their identities
   */
  default List<ResourceId> removalOrder(List<ResourceId> byId) {
    return byId.stream().sorted(Comparator.reverseOrder()).toList();
  }
}
