package org.hactl.reconcile;

import java.util.Collection;
import java.util.List;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.Resource;

/** A module without its type parameters, so that one list can hold all kinds. */
final class ManagedKind<R extends Resource, O> {
  private final Module<R, O> module;

  private ManagedKind(Module<R, O> module) {
    this.module = module;
  }

  static <R extends Resource, O> ManagedKind<R, O> of(Module<R, O> module) {
    return new ManagedKind<>(module);
  }

  String name() {
    return module.kind();
  }

  Phase phase() {
    return module.phase();
  }

  void forget() {
    module.forget();
  }

  boolean isAsObserved() throws ModuleException {
    return module.isAsObserved();
  }

  /**
   * @param recalls whether the module may plan from what it remembers of the host
   */
  Plan plan(List<Resource> desired, Collection<Owned> owned, boolean exclusive, boolean recalls)
      throws ModuleException {
    List<R> mine = desired.stream().map(module.resourceType()::cast).toList();
    O observed = recalls ? module.recall(mine, owned) : module.observe(mine, owned);
    return module.plan(mine, owned, observed, exclusive);
  }

  List<ChangeResult> apply(List<Change> changes) {
    return module.apply(changes);
  }
}
