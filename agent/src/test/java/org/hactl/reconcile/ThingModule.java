package org.hactl.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;

/** A module of one kind on a map that stands for the host. */
public final class ThingModule implements Module<Thing, Map<ResourceId, String>> {
  private final String kind;
  private final Phase phase;
  final Map<ResourceId, String> host;

  /** Every change that reached the host, in order. */
  final List<String> trace;

  /** Runs at every change, before and after it reaches the host. */
  public Runnable boundary = () -> {};

  /** The resources that the host refuses, each with the error text. */
  public final Map<ResourceId, String> refused = new TreeMap<>();

  /** What a change of a resource shows, for the journal. */
  final Map<ResourceId, Owned> learnt = new TreeMap<>();

  /** The resources that the host cannot have, each with the problem. */
  final Map<ResourceId, String> unreachable = new TreeMap<>();

  public ThingModule(String kind, Phase phase, Map<ResourceId, String> host, List<String> trace) {
    this.kind = kind;
    this.phase = phase;
    this.host = host;
    this.trace = trace;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Class<Thing> resourceType() {
    return Thing.class;
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public Map<ResourceId, String> observe(Collection<Thing> desired, Collection<Owned> owned) {
    return new TreeMap<>(host);
  }

  @Override
  public Plan plan(
      Collection<Thing> desired,
      Collection<Owned> owned,
      Map<ResourceId, String> observed,
      boolean exclusive) {
    List<Change> changes = new ArrayList<>();
    List<ResourceId> forget = new ArrayList<>();
    TreeSet<ResourceId> foreign = new TreeSet<>(observed.keySet());
    foreign.removeIf(id -> !id.kind().equals(kind));
    for (Thing thing : desired) {
      String there = observed.get(thing.id());
      foreign.remove(thing.id());
      if (unreachable.containsKey(thing.id())) {
        continue;
      }
      if (!thing.value().equals(there)) {
        boolean known = owned.stream().anyMatch(each -> each.resource().equals(thing));
        changes.add(
            new Change(
                thing.id(),
                there == null ? Action.CREATE : Action.UPDATE,
                List.of(new FieldChange("value", there, thing.value())),
                thing,
                known ? null : new Owned(thing, Map.of())));
      }
    }
    for (Owned each : owned) {
      foreign.remove(each.id());
      if (desired.stream().noneMatch(thing -> thing.id().equals(each.id()))) {
        if (observed.containsKey(each.id())) {
          changes.add(new Change(each.id(), Action.DELETE, List.of(), null, null));
        } else {
          forget.add(each.id());
        }
      }
    }
    if (exclusive) {
      foreign.forEach(id -> changes.add(new Change(id, Action.DELETE, List.of(), null, null)));
      foreign.clear();
    }
    return new Plan(
        changes,
        forget,
        List.copyOf(foreign),
        List.copyOf(unreachable.values()),
        List.of(),
        unreachable.keySet(),
        List.of());
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      boundary.run();
      String no = refused.get(change.id());
      if (no != null) {
        results.add(new ChangeResult(change, new ModuleException(no), learnt.get(change.id())));
        continue;
      }
      trace.add(change.action() + " " + change.id());
      if (change.desired() instanceof Thing thing) {
        host.put(thing.id(), thing.value());
      } else {
        host.remove(change.id());
      }
      boundary.run();
      results.add(new ChangeResult(change, null, learnt.get(change.id())));
    }
    return results;
  }
}
