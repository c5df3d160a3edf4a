package org.hactl.module;

import java.util.Collection;
import java.util.List;

/**
 * One kind of thing on a host. {@link #observe} and {@link #apply} are the only methods that touch
 * the host; {@link #plan} is a pure function. None is called by two threads at once.
 *
 * @param <R> the kind's resource record
 * @param <O> what the module reads from the host in order to plan
 */
public interface Module<R extends Resource, O> {
  /** The kind's name, as in {@link ResourceId#kind()} and in the JSON property {@code kind}. */
  String kind();

  Class<R> resourceType();

  Phase phase();

  /**
   * Reads what the plan for these resources needs, including owned resources that have left the
   * desired state.
   *
   * @throws ModuleException if the system does not answer
   */
  O observe(Collection<R> desired, Collection<Owned> owned) throws ModuleException;

  /**
   * As {@link #observe}, but a module may answer with its last observation and the changes that it
   * has made since, if to read the host takes long. It is called only where another program has
   * probably changed nothing, or where a difference is found soon by other means.
   *
   * @throws ModuleException if the system does not answer
   */
  default O recall(Collection<R> desired, Collection<Owned> owned) throws ModuleException {
    return observe(desired, owned);
  }

  /** Another program has changed the host: {@link #recall} must observe it again. */
  default void forget() {}

  /**
   * Whether the host is still as the last observation has found it, by a look that costs less than
   * another one. False if this module remembers nothing, or has changed the host since.
   *
   * @throws ModuleException if the system does not answer
   */
  default boolean isAsObserved() throws ModuleException {
    return false;
  }

  /**
   * Compares. Deterministic: equal arguments give equal plans in equal order.
   *
   * @param desired all wanted resources of this kind
   * @param owned all journalled resources of this kind
   * @param exclusive whether unmanaged resources of this kind are removed too
   */
  Plan plan(Collection<R> desired, Collection<Owned> owned, O observed, boolean exclusive);

  /**
   * Applies changes of a plan in their order, as one batch where possible. There is one result per
   * change, in order.
   */
  List<ChangeResult> apply(List<Change> changes);
}
