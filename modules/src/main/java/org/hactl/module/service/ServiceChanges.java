package org.hactl.module.service;

import java.util.List;
import java.util.Map;
import org.hactl.module.Change;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes of services. It reads each service's state again before it acts: a package that
 * was installed after the plan may have installed the service and started it.
 */
final class ServiceChanges {
  private final List<ServiceManager> managers;
  private final Starts starts;

  ServiceChanges(List<ServiceManager> managers, Starts starts) {
    this.managers = managers;
    this.starts = starts;
  }

  void apply(Change change) throws ModuleException {
    if (change.desired() instanceof ServiceResource service) {
      converge(service);
    } else if (change.take() != null
        && change.take().resource() instanceof ServiceResource service) {
      restore(service, change.take().prior());
    }
  }

  private void converge(ServiceResource service) throws ModuleException {
    FoundService located = locate(service);
    if (located == null) {
      throw new ModuleException(
          "there is no service "
              + service.name()
              + " on this host: neither a systemd unit nor an init script nor, in the site, a"
              + " command; check its name, or name the package that installs it");
    }
    ServiceManager manager = located.manager();
    ServiceState.Found now = located.state();
    if (service.enabled() != null && now.enabled().differs(service.enabled())) {
      manager.enable(service, service.enabled());
    }
    if (Boolean.FALSE.equals(service.running()) && now.running()) {
      manager.stop(service);
      starts.forget(service.name());
    }
    if (service.shallRun()) {
      if (!now.running()) {
        manager.start(service);
        started(manager, service);
      } else if (!ServicePlan.stale(service, starts.read(service.name())).isEmpty()) {
        manager.restart(service);
        started(manager, service);
      }
    }
  }

  private void started(ServiceManager manager, ServiceResource service) throws ModuleException {
    ServiceState state = manager.observe(List.of(service)).get(service.name());
    if (!(state instanceof ServiceState.Found found && found.running())) {
      throw new ModuleException(
          service.name()
              + " was started, but does not run: it is "
              + (state instanceof ServiceState.Found found ? found.word() : "gone")
              + manager.lastWords(service));
    }
    if (service.startsWith().isEmpty()) {
      starts.forget(service.name());
    } else {
      // Taken after the start: a service may rewrite its own files when it starts.
      starts.write(
          service.name(), service.startsWith(), starts.versions(service.restartOn().keySet()));
    }
  }

  private void restore(ServiceResource service, Map<String, String> prior) throws ModuleException {
    FoundService located = locate(service);
    if (located != null) {
      String running = prior.get(ServicePlan.PRIOR_RUNNING);
      if (running != null && Boolean.parseBoolean(running) != located.state().running()) {
        if (located.state().running()) {
          located.manager().stop(service);
        } else {
          located.manager().start(service);
        }
      }
      String enabled = prior.get(ServicePlan.PRIOR_ENABLED);
      if (enabled != null && located.state().enabled().differs(Boolean.parseBoolean(enabled))) {
        located.manager().enable(service, Boolean.parseBoolean(enabled));
      }
    }
    starts.forget(service.name());
  }

  private record FoundService(ServiceManager manager, ServiceState.Found state) {}

  private @Nullable FoundService locate(ServiceResource service) throws ModuleException {
    for (ServiceManager manager : managers) {
      switch (manager.observe(List.of(service)).get(service.name())) {
        case ServiceState.Found found -> {
          return new FoundService(manager, found);
        }
        case ServiceState.Masked() ->
            throw new ModuleException(
                service.name()
                    + " is masked, so it must not start; systemctl unmask "
                    + service.name());
        case ServiceState.NotFound() -> {}
        case null -> {}
      }
    }
    return null;
  }
}
