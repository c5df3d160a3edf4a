package org.hactl.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hactl.module.Change;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * Brings the kinds of one phase to the desired state: it observes, plans, records ownership,
 * applies and releases. It is level-triggered: it compares states and ignores which events led to
 * them.
 *
 * <p>Belongs to one worker thread.
 */
public final class Reconciler {
  private final Phase phase;
  private final Map<String, ManagedKind<?, ?>> kinds = new HashMap<>();
  private final List<String> order;
  private final Ownership ownership;
  private final LongSupplier nanos;
  private final Predicate<Change> overtaken;
  private final ReachedState settled = new ReachedState();
  private final FightLimiter fights;
  private final Map<String, Long> lastRightNanos = new HashMap<>();

  /** Kinds that a preview has looked at since their last pass: it has repaired nothing. */
  private final Set<String> previewed = new HashSet<>();

  /** What the passes have withheld, as of the last pass over the kinds concerned. */
  private Withheld withheld = Withheld.NOTHING;

  /**
   * @param modules modules of other phases are left out
   * @param nanos a monotonic clock
   * @param overtaken whether a change is no longer wanted: a role may come or go while a pass is
   *     under way
   */
  public Reconciler(
      Phase phase,
      List<? extends Module<?, ?>> modules,
      Ownership ownership,
      FightLimiter fights,
      LongSupplier nanos,
      Predicate<Change> overtaken) {
    this.phase = phase;
    this.ownership = ownership;
    this.fights = fights;
    this.nanos = nanos;
    this.overtaken = overtaken;
    for (Module<?, ?> module : modules) {
      if (module.phase() == phase) {
        kinds.put(module.kind(), ManagedKind.of(module));
      }
    }
    this.order = ChangeOrder.sorted(List.copyOf(new TreeSet<>(kinds.keySet())));
  }

  /**
   * Takes every resource in the ownership journal as reached, so that a difference that arose while
   * the agent did not run counts as drift. Do not call this after a reboot, because a reboot leaves
   * no resource in the kernel.
   */
  public void assumeReached() {
    for (String kind : order) {
      ownership.ofKind(kind).forEach(owned -> settled.present(owned.resource()));
    }
  }

  /**
   * Records the resources that a change of roles has added and removed already. If another program
   * undoes this change before the next pass, that is drift.
   */
  public void reached(List<Resource> present, List<ResourceId> absent) {
    absent.forEach(settled::absent);
    present.forEach(settled::present);
  }

  /**
   * Another program has changed resources of this kind: the next pass over it looks at the host.
   */
  public void forget(String kind) {
    ManagedKind<?, ?> known = kinds.get(kind);
    if (known != null) {
      known.forget();
    }
  }

  /**
   * Whether the resources of this kind are as the last pass has found them. False also after a
   * change of that pass: nothing but a look shows what came of it.
   */
  public boolean isAsObserved(String kind) {
    try {
      ManagedKind<?, ?> known = kinds.get(kind);
      return known != null && !previewed.contains(kind) && known.isAsObserved();
    } catch (ModuleException e) {
      // The pass meets the same error and reports it.
      return false;
    }
  }

  /**
   * The changes that a pass over all kinds would make. Applies none of them.
   *
   * @param recalls as in {@link Pass}
   */
  public Preview preview(WantedResources towards, boolean recalls) {
    WantedResources want = withheld(towards).from(towards);
    previewed.addAll(order);
    Map<String, List<Change>> changes = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (String kind : order) {
      try {
        Plan plan = plan(kind, want, recalls);
        changes.put(kind, plan.changes());
        problems.addAll(plan.problems());
        plan.waiting().stream()
            .filter(each -> !want.wants(each.missing()))
            .forEach(each -> problems.add(each.problem()));
      } catch (ModuleException e) {
        problems.add(e.getMessage());
      }
    }
    return new Preview(
        ChangeOrder.steps(changes).stream().flatMap(step -> step.changes().stream()).toList(),
        problems);
  }

  /** Runs a pass: compares desired and observed state and applies the changes. */
  public PassOutcome reconcile(WantedResources towards, Pass pass, PassListener listener) {
    Withheld now = withheld(towards);
    WantedResources want = now.from(towards);
    PassRun run =
        new PassRun(
            want, pass.stopAtError(), ownership, settled, fights, listener, nanos, overtaken);
    List<String> mine = order.stream().filter(pass.kinds()::contains).toList();
    mine.forEach(previewed::remove);
    for (String kind : mine) {
      planInto(run, kind, want, pass.recalls());
    }
    if (pass.part() != Pass.Extent.ADDITIONS) {
      for (String kind : mine.reversed()) {
        applyStep(run, kind, true);
      }
    }
    if (pass.part() != Pass.Extent.REMOVALS) {
      for (String kind : mine) {
        // A package brings the files and units that the plans of later kinds are about, and a link
        // brings its sysctls.
        if (phase == Phase.SOFTWARE ? run.hasApplied() : run.isDeferred(kind)) {
          planInto(run, kind, want, pass.recalls());
        }
        applyStep(run, kind, false);
      }
    }
    for (String kind : mine) {
      if (run.isRight(kind)) {
        lastRightNanos.put(kind, nanos.getAsLong());
        settled.exclusive(kind, want.isExclusive(kind));
      }
    }
    run.withheld(now);
    if (pass.kinds().containsAll(now.differentKinds(withheld))) {
      withheld = now;
    }
    return run.outcome(withheld(towards).differentKinds(withheld));
  }

  private Withheld withheld(WantedResources want) {
    long now = nanos.getAsLong();
    return Withheld.of(want, id -> fights.isContested(id, now));
  }

  private void planInto(PassRun run, String kind, WantedResources want, boolean recalls) {
    try {
      run.planned(kind, plan(kind, want, recalls), lastRightNanos.get(kind));
    } catch (ModuleException e) {
      run.failed(kind, e.getMessage());
    }
  }

  private void applyStep(PassRun run, String kind, boolean removal) {
    List<Change> changes =
        ChangeOrder.steps(Map.of(kind, run.changes(kind))).stream()
            .filter(step -> step.removal() == removal)
            .flatMap(step -> step.changes().stream())
            .toList();
    if (!changes.isEmpty()) {
      run.apply(new ChangeOrder.KindStep(kind, removal, changes), kind(kind));
    }
  }

  private Plan plan(String kind, WantedResources want, boolean recalls) throws ModuleException {
    return kind(kind)
        .plan(
            want.ofKind(kind),
            want.manageable(ownership.ofKind(kind)),
            want.isExclusive(kind),
            recalls);
  }

  private ManagedKind<?, ?> kind(String name) {
    ManagedKind<?, ?> kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("no module for " + name);
    }
    return kind;
  }
}
