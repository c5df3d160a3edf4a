package org.hactl.module.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.command.CommandRunner;

/**
 * Services. When a service leaves the site, the module restores the state that it had before hactl:
 * running or not, enabled or not. If a service with {@code restart_on} files ran before hactl
 * managed it, the module restarts it once, because it may have read older content. {@code
 * exclusive} has no meaning for services.
 */
public final class ServiceModule implements Module<ServiceResource, ServiceModule.Observed> {
  private final List<ServiceManager> managers;
  private final Starts starts;
  private final ServiceChanges changes;

  ServiceModule(List<ServiceManager> managers, Starts starts) {
    this.managers = List.copyOf(managers);
    this.starts = starts;
    this.changes = new ServiceChanges(this.managers, starts);
  }

  /**
   * Finds out how this host runs services.
   *
   * @param root the root of the file system
   * @param stateFolder the agent's state folder for this kind
   */
  public static ServiceModule forHost(CommandRunner runner, Path root, Path stateFolder) {
    RunLevels runLevels = new RunLevels(runner, root);
    return new ServiceModule(
        List.of(
            Systemd.runs(root)
                ? new Systemd(runner, runLevels)
                : new InitScripts(runner, runLevels, root),
            new PlainCommands(runner, stateFolder)),
        new Starts(stateFolder, new FileVersions(root)));
  }

  /** The observed services by name; services with invalid names are left out. */
  static final class Observed {
    private final Map<String, ObservedService> services;

    Observed(Map<String, ObservedService> services) {
      this.services = Map.copyOf(services);
    }
  }

  @Override
  public String kind() {
    return ServiceResource.KIND;
  }

  @Override
  public Class<ServiceResource> resourceType() {
    return ServiceResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.SOFTWARE;
  }

  @Override
  public Observed observe(Collection<ServiceResource> desired, Collection<Owned> owned)
      throws ModuleException {
    Map<String, ServiceResource> asked = new TreeMap<>();
    for (Owned entry : owned) {
      if (entry.resource() instanceof ServiceResource service) {
        asked.put(service.name(), service);
      }
    }
    desired.forEach(service -> asked.put(service.name(), service));
    asked.keySet().removeIf(name -> !ServicePlan.isName(name));
    Map<String, ObservedService> services = new TreeMap<>();
    for (ServiceManager manager : managers) {
      if (!asked.isEmpty()) {
        for (var found : manager.observe(asked.values()).entrySet()) {
          services.put(found.getKey(), observed(found.getKey(), found.getValue()));
        }
        asked.keySet().removeAll(services.keySet());
      }
    }
    for (String name : asked.keySet()) {
      services.put(name, observed(name, new ServiceState.NotFound()));
    }
    return new Observed(services);
  }

  private ObservedService observed(String name, ServiceState state) throws ModuleException {
    return new ObservedService(state, starts.read(name));
  }

  @Override
  public Plan plan(
      Collection<ServiceResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return ServicePlan.of(desired, owned, observed.services);
  }

  @Override
  public List<ChangeResult> apply(List<Change> planned) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : planned) {
      ModuleException error = null;
      try {
        changes.apply(change);
      } catch (ModuleException e) {
        error = e;
      }
      results.add(new ChangeResult(change, error));
    }
    return results;
  }
}
