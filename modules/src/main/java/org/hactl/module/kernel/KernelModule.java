package org.hactl.module.kernel;

import java.util.Collection;
import java.util.List;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.Resource;

/**
 * A kind of which the kernel lists all things at once; a plan compares them one by one: links,
 * addresses, routes, rules.
 *
 * @param <R> the kind's resource
 * @param <F> how the kernel lists one
 */
public abstract class KernelModule<R extends Resource, F> implements Module<R, KernelState<F>> {
  private final String kind;
  private final Class<R> resourceType;
  private final Kernel kernel;

  protected KernelModule(String kind, Class<R> resourceType, Kernel kernel) {
    this.kind = kind;
    this.resourceType = resourceType;
    this.kernel = kernel;
  }

  protected final Kernel kernel() {
    return kernel;
  }

  /** Lists all things of this kind that the kernel has. */
  protected abstract List<F> list();

  /** Reads what a plan needs. */
  protected KernelState<F> state() {
    return new KernelState<>(kernel.links().list(), list());
  }

  protected abstract KernelTerms<R, F> terms(Collection<R> desired, KernelState<F> observed);

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final Class<R> resourceType() {
    return resourceType;
  }

  @Override
  public final Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public final KernelState<F> observe(Collection<R> desired, Collection<Owned> owned)
      throws ModuleException {
    return KernelReading.read(this::state);
  }

  @Override
  public final Plan plan(
      Collection<R> desired, Collection<Owned> owned, KernelState<F> observed, boolean exclusive) {
    return new KernelPlan<>(terms(desired, observed), owned, observed).plan(desired, exclusive);
  }

  /** The kernel's present list; read only if a change is a removal, else empty. */
  protected final List<F> foundForRemovals(List<Change> changes) throws ModuleException {
    boolean removes = changes.stream().anyMatch(change -> change.action() == Action.DELETE);
    return removes ? KernelReading.read(this::list) : List.of();
  }
}
