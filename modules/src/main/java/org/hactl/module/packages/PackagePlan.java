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
  private PackagePlan() {}

  static Plan of(
      Collection<PackageResource> desired,
      Collection<Owned> owned,
      Map<String, PackageState> observed,
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
    for (String name : wanted) {
      if (manager != null && !manager.isName(name)) {
        problems.add("package[" + name + "]: not a valid package name on this host");
        continue;
      }
      PackageResource resource = new PackageResource(name);
      Owned take = ours.containsKey(name) ? null : new Owned(resource, Map.of());
      switch (observed.getOrDefault(name, PackageState.ABSENT)) {
        case PackageState.Absent() ->
            changes.add(change(resource, Action.CREATE, null, "installed", take));
        // hactl repairs the package but does not own it: another program began to install it.
        case PackageState.Broken(String state) ->
            changes.add(change(resource, Action.UPDATE, state, "installed", null));
        case PackageState.Installed _ -> {}
      }
    }
    List<ResourceId> forget = new ArrayList<>();
    for (String name : new TreeSet<>(ours.keySet()).descendingSet()) {
      if (!wanted.contains(name)) {
        PackageResource resource = new PackageResource(name);
        switch (observed.getOrDefault(name, PackageState.ABSENT)) {
          case PackageState.Absent() -> forget.add(resource.id());
          case PackageState.Broken(String state) ->
              changes.add(change(resource, Action.DELETE, state, null, null));
          case PackageState.Installed(String version) ->
              changes.add(change(resource, Action.DELETE, version, null, null));
        }
      }
    }
    return new Plan(changes, forget, List.of(), problems);
  }

  private static Change change(
      PackageResource resource,
      Action action,
      @Nullable String from,
      @Nullable String to,
      @Nullable Owned take) {
    return new Change(
        resource.id(),
        action,
        List.of(new FieldChange("state", from, to)),
        action == Action.DELETE ? null : resource,
        take);
  }
}
