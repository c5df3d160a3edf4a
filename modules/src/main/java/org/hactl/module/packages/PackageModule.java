package org.hactl.module.packages;

import static java.util.stream.Collectors.toSet;
import static org.hactl.module.packages.PackageState.ABSENT;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.hactl.module.ProgressListener;
import org.hactl.module.ResourceId;
import org.hactl.module.command.CommandRunner;
import org.jspecify.annotations.Nullable;

/**
 * Packages. A package that hactl installed is removed when it leaves the site, without its
 * configuration files, and with it the packages that came as dependencies, unless something else
 * needs them by now or an operator has marked them as manually installed. Packages that were
 * installed before are not touched. {@code exclusive} has no meaning: every host has packages that
 * its site does not name.
 */
public final class PackageModule implements Module<PackageResource, PackageModule.Observed> {
  private final @Nullable PackageManager manager;

  PackageModule(@Nullable PackageManager manager) {
    this.manager = manager;
  }

  /**
   * Finds out which package manager this host has.
   *
   * @param root of the file system
   * @param stateFolder the agent's state folder for this kind
   */
  public static PackageModule forHost(
      CommandRunner runner,
      InstantSource clock,
      Path root,
      Path stateFolder,
      ProgressListener progress) {
    return new PackageModule(
        Managers.find(
            runner,
            clock,
            root,
            stateFolder,
            line -> progress.progress(PackageResource.KIND, line)));
  }

  /**
   * @param packages by name; a missing name is not installed
   * @param unneeded the packages that came with those which the site no longer wants, and that
   *     nothing needs once these are gone
   */
  record Observed(Map<String, PackageState> packages, Set<String> unneeded) {
    Observed {
      packages = Map.copyOf(packages);
      unneeded = Set.copyOf(unneeded);
    }

    PackageState state(String name) {
      return packages.getOrDefault(name, PackageState.ABSENT);
    }
  }

  @Override
  public String kind() {
    return PackageResource.KIND;
  }

  @Override
  public Class<PackageResource> resourceType() {
    return PackageResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.SOFTWARE;
  }

  @Override
  public Observed observe(Collection<PackageResource> desired, Collection<Owned> owned)
      throws ModuleException {
    TreeSet<String> names = new TreeSet<>();
    desired.forEach(resource -> names.add(resource.name()));
    owned.forEach(entry -> names.add(entry.id().key()));
    if (manager == null) {
      return new Observed(Map.of(), Set.of());
    }
    names.removeIf(name -> !manager.isName(name));
    Map<String, PackageState> packages = names.isEmpty() ? Map.of() : manager.observe(names);
    return new Observed(packages, unneeded(manager, desired, owned, packages));
  }

  /** Asks only while a package leaves, because the answer takes long. */
  private static Set<String> unneeded(
      PackageManager manager,
      Collection<PackageResource> desired,
      Collection<Owned> owned,
      Map<String, PackageState> packages) {
    Set<ResourceId> wanted = desired.stream().map(PackageResource::id).collect(toSet());
    List<Owned> leaving = owned.stream().filter(entry -> !wanted.contains(entry.id())).toList();
    Set<String> candidates = CameWith.of(leaving);
    owned.forEach(entry -> candidates.remove(entry.id().key()));
    desired.forEach(resource -> candidates.remove(resource.name()));
    List<String> removed =
        leaving.stream()
            .map(entry -> entry.id().key())
            .filter(name -> packages.getOrDefault(name, ABSENT) != ABSENT)
            .sorted()
            .toList();
    try {
      return candidates.isEmpty() ? Set.of() : manager.unneeded(removed, candidates);
    } catch (ModuleException e) {
      // The removal meets the same error and reports it, or leaves these packages in place.
      return Set.of();
    }
  }

  @Override
  public Plan plan(
      Collection<PackageResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return PackagePlan.of(desired, owned, observed, manager);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<Change> removals =
        changes.stream().filter(change -> change.action() == Action.DELETE).toList();
    List<Change> installations =
        changes.stream().filter(change -> change.action() != Action.DELETE).toList();
    Set<String> before = installations.isEmpty() ? Set.of() : installed();
    Map<String, ModuleException> errors = new HashMap<>(run(names(installations), false));
    Set<String> brought = before.isEmpty() ? new TreeSet<>() : installed();
    brought.removeAll(before);
    installations.forEach(change -> brought.remove(change.id().key()));
    errors.putAll(remove(removals));
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      results.add(new ChangeResult(change, errors.get(change.id().key()), learnt(change, brought)));
    }
    return results;
  }

  private static @Nullable Owned learnt(Change change, Set<String> brought) {
    Owned take = change.take();
    if (brought.isEmpty()
        || take == null
        || !(change.desired() instanceof PackageResource wanted)) {
      return null;
    }
    Set<String> all = new TreeSet<>(brought);
    all.addAll(CameWith.of(List.of(take)));
    return CameWith.entry(wanted, all);
  }

  /** None if that cannot be read: then what comes with a package is not remembered, and stays. */
  private Set<String> installed() {
    try {
      return manager == null ? new TreeSet<>() : new TreeSet<>(manager.installed());
    } catch (ModuleException e) {
      return new TreeSet<>();
    }
  }

  private static List<String> names(List<Change> changes) {
    return changes.stream().map(change -> change.id().key()).toList();
  }

  /**
   * With what came with them in one run; if that fails, the packages themselves first, so that a
   * leftover keeps none of them on the host.
   */
  private Map<String, ModuleException> remove(List<Change> removals) {
    List<String> named =
        removals.stream()
            .filter(change -> change.fields().stream().anyMatch(PackageModule::isState))
            .map(change -> change.id().key())
            .toList();
    Set<String> leftovers = new TreeSet<>();
    removals.forEach(change -> leftovers.addAll(CameWith.removed(change)));
    if (leftovers.isEmpty()) {
      return run(named, true);
    }
    List<String> all = new ArrayList<>(named);
    all.addAll(leftovers);
    try {
      once(all, true);
      return Map.of();
    } catch (ModuleException together) {
      Map<String, ModuleException> errors = new HashMap<>(run(named, true));
      try {
        once(List.copyOf(leftovers), true);
      } catch (ModuleException e) {
        removals.stream()
            .filter(change -> !CameWith.removed(change).isEmpty())
            .forEach(change -> errors.putIfAbsent(change.id().key(), e));
      }
      return errors;
    }
  }

  private static boolean isState(FieldChange field) {
    return field.field().equals(PackagePlan.STATE);
  }

  /** All at once; if that fails, one by one, so that one wrong name does not block the others. */
  private Map<String, ModuleException> run(List<String> names, boolean removal) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, ModuleException> errors = new HashMap<>();
    try {
      once(names, removal);
    } catch (ModuleException e) {
      if (names.size() == 1) {
        errors.put(names.getFirst(), e);
      } else {
        names.forEach(name -> errors.putAll(run(List.of(name), removal)));
      }
    }
    return errors;
  }

  private void once(List<String> names, boolean removal) throws ModuleException {
    if (manager == null) {
      throw new ModuleException(Managers.NONE);
    }
    if (removal) {
      manager.remove(names);
    } else {
      manager.install(names);
      confirm(names);
    }
  }

  /**
   * A virtual package is "installed" by installing another one, and would be installed again in
   * every pass.
   */
  private void confirm(List<String> names) throws ModuleException {
    if (manager == null) {
      return;
    }
    Map<String, PackageState> now = manager.observe(names);
    List<String> missing =
        names.stream().filter(name -> !(now.get(name) instanceof PackageState.Installed)).toList();
    if (!missing.isEmpty()) {
      throw new ModuleException(
          "installed, but the package database does not have "
              + String.join(", ", missing)
              + ": name the package itself, not what it provides");
    }
  }
}
