package org.hactl.module.packages;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ProgressListener;
import org.hactl.module.command.CommandRunner;
import org.jspecify.annotations.Nullable;

/**
 * Packages. A package that hactl installed is removed when it leaves the site, without its
 * configuration files. Packages that were installed before are not touched. {@code exclusive} has
 * no meaning: every host has packages that its site does not name.
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

  /** Packages by name; a missing name is not installed. */
  static final class Observed {
    private final Map<String, PackageState> packages;

    Observed(Map<String, PackageState> packages) {
      this.packages = Map.copyOf(packages);
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
      return new Observed(Map.of());
    }
    names.removeIf(name -> !manager.isName(name));
    return new Observed(names.isEmpty() ? Map.of() : manager.observe(names));
  }

  @Override
  public Plan plan(
      Collection<PackageResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return PackagePlan.of(desired, owned, observed.packages, manager);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    Map<String, ModuleException> errors = new HashMap<>();
    errors.putAll(run(names(changes, false), false));
    errors.putAll(run(names(changes, true), true));
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      results.add(new ChangeResult(change, errors.get(change.id().key())));
    }
    return results;
  }

  private static List<String> names(List<Change> changes, boolean removals) {
    return changes.stream()
        .filter(change -> (change.action() == Action.DELETE) == removals)
        .map(change -> change.id().key())
        .toList();
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
