package org.hactl.module.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.Link;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * Compares the wanted resources of a kind with those that the kernel has. Pure.
 *
 * @param <R> the kind's resource
 * @param <F> how the kernel lists one
 */
public final class KernelPlan<R extends Resource, F> {
  private final KernelTerms<R, F> terms;
  private final List<Link> links;
  private final SortedMap<ResourceId, Owned> owned = new TreeMap<>();
  private final SortedMap<ResourceId, F> found = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<ResourceId> left = new ArrayList<>();
  private final List<ResourceId> unmanaged = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Plan.Waiting> waiting = new ArrayList<>();
  private final Set<ResourceId> unreached = new HashSet<>();
  private final Set<ResourceId> replaced = new HashSet<>();

  /**
   * @param observed what the kernel has; if several have the same identity, hactl's own counts, or
   *     else the first
   */
  KernelPlan(KernelTerms<R, F> terms, Collection<Owned> owned, KernelState<F> observed) {
    this.terms = terms;
    this.links = observed.links();
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
    observed
        .found()
        .forEach(each ->
            this.found.merge(
                terms.id(each),
                each,
                (first, next) -> !terms.isTagged(first) && terms.isTagged(next) ? next : first));
  }

  Plan plan(Collection<R> desired, boolean exclusive) {
    SortedMap<ResourceId, R> wanted = new TreeMap<>();
    desired.forEach(each -> wanted.put(each.id(), each));
    terms
        .additionOrder(List.copyOf(wanted.values()))
        .forEach(each -> want(each.id(), each, exclusive));
    terms
        .removalOrder(owned.keySet().stream().filter(id -> !wanted.containsKey(id)).toList())
        .forEach(id -> release(id, wanted.keySet()));
    found.forEach((id, each) -> {
      boolean known = wanted.containsKey(id) || owned.containsKey(id) || replaced.contains(id);
      if (!known && terms.isForeign(each)) {
        foreign(id, each, exclusive);
      }
    });
    return new Plan(changes, forget, unmanaged, problems, waiting, unreached, left);
  }

  private void want(ResourceId id, R wanted, boolean exclusive) {
    Owned entry = owned.get(id);
    F now = found.get(id);
    List<String> missing =
        terms
            .interfaces(wanted, now)
            .filter(name -> links.stream().map(Link::name).noneMatch(name::equals))
            .toList();
    if (!missing.isEmpty()) {
      unreached.add(id);
      missing.forEach(name -> waiting.add(new LinkId(name).missing(id, links)));
      return;
    }
    boolean ours = entry != null;
    if (now == null) {
      now = terms.alike(id).orElse(null);
      ours = ours || now != null && isRemoved(now, exclusive);
    }
    Optional<String> problem = now == null ? Optional.empty() : terms.problem(wanted, now, ours);
    if (problem.isPresent()) {
      unreached.add(id);
      problems.add(problem.get());
      return;
    }
    List<FieldChange> fields = terms.differences(wanted, now, ours);
    if (fields.isEmpty()) {
      return;
    }
    Map<String, String> prior = now == null ? Map.of() : terms.prior(now);
    // Every change of an object in the kernel gives it hactl's number.
    Owned take = new Owned(wanted, entry == null ? prior : entry.prior(), true);
    if (now != null) {
      replaced.add(terms.id(now));
    }
    changes.add(
        new Change(
            id,
            now == null ? Action.CREATE : Action.UPDATE,
            fields,
            wanted,
            take.equals(entry) ? null : take));
  }

  private boolean isRemoved(F other, boolean exclusive) {
    return owned.containsKey(terms.id(other)) || exclusive && terms.isForeign(other);
  }

  private void release(ResourceId id, Set<ResourceId> wanted) {
    F now = found.get(id);
    Owned entry = owned.get(id);
    if (now == null) {
      now = terms.alike(id).filter(each -> !wanted.contains(terms.id(each))).orElse(null);
    }
    if (now == null || entry == null) {
      forget.add(id);
      return;
    }
    if (!terms.isOurs(entry, now)) {
      forget.add(id);
      left.add(id);
      return;
    }
    replaced.add(terms.id(now));
    Map<String, String> prior = entry.prior();
    // The change carries the journal's entry if the apply has to restore the state before hactl.
    changes.add(
        new Change(
            id, Action.DELETE, terms.removal(now, prior), null, prior.isEmpty() ? null : entry));
  }

  private void foreign(ResourceId id, F each, boolean exclusive) {
    if (exclusive) {
      changes.add(new Change(id, Action.DELETE, terms.removal(each, Map.of()), null, null));
    } else {
      unmanaged.add(id);
    }
  }

  /** Notes a field that differs. */
  public static void compare(
      List<FieldChange> fields, String field, @Nullable String from, @Nullable String to) {
    if (from == null ? to != null : !from.equals(to)) {
      fields.add(new FieldChange(field, from, to));
    }
  }
}
