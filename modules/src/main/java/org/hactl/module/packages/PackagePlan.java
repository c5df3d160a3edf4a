package org.hactl.module.packages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** Compares wanted packages with installed ones. Pure. */
final class PackagePlan {
  static final String STATE = "state";

  private PackagePlan() {}

  static Plan of(
      Collection<PackageResource> desired,
      Collection<Owned> owned,
      PackageModule.Observed observed,
      @Nullable PackageManager manager) {
    if (manager == null && !desired.isEmpty()) {
      return new Plan(List.of(), List.of(), List.of(), List.of(Managers.NONE));
    }
    List<Change> changes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, Owned> ours = new HashMap<>();
    owned.forEach(entry -> ours.put(entry.id().key(), entry));
    Set<String> wanted = new TreeSet<>();
    desired.forEach(resource -> wanted.add(resource.name()));
    Set<String> brought = CameWith.of(owned);
    for (String name : wanted) {
      if (manager != null && !manager.isName(name)) {
        problems.add("package[" + name + "]: not a valid package name on this host");
        continue;
      }
      PackageResource resource = new PackageResource(name);
      Owned entry = ours.get(name);
      switch (observed.state(name)) {
        case PackageState.Absent() ->
            changes.add(
                change(
                    resource, Action.CREATE, null, "installed", CameWith.entry(resource, brought)));
        // If hactl does not own the package, another program began to install it.
        case PackageState.Broken(String state) ->
            changes.add(change(resource, Action.UPDATE, state, "installed", entry));
        case PackageState.Installed _ -> {}
      }
    }
    List<ResourceId> forget = new ArrayList<>();
    Set<String> leftovers = new TreeSet<>(observed.unneeded());
    for (String name : new TreeSet<>(ours.keySet()).descendingSet()) {
      if (!wanted.contains(name)) {
        PackageResource resource = new PackageResource(name);
        List<FieldChange> fields = new ArrayList<>();
        switch (observed.state(name)) {
          case PackageState.Absent() -> {}
          case PackageState.Broken(String state) -> fields.add(state(state, null));
          case PackageState.Installed(String version) -> fields.add(state(version, null));
        }
        Set<String> with = CameWith.of(List.of(ours.get(name)));
        with.retainAll(leftovers);
        leftovers.removeAll(with);
        fields.addAll(CameWith.removal(with));
        if (fields.isEmpty()) {
          forget.add(resource.id());
        } else {
          changes.add(new Change(resource.id(), Action.DELETE, fields, null, null));
        }
      }
    }
    return new Plan(changes, forget, List.of(), problems);
  }

  private static Change change(
      PackageResource resource,
      Action action,
      @Nullable String from,
      String to,
      @Nullable Owned take) {
    return new Change(resource.id(), action, List.of(state(from, to)), resource, take);
  }

  private static FieldChange state(@Nullable String from, @Nullable String to) {
    return new FieldChange(STATE, from, to);
  }
}
