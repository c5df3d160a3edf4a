package org.hactl.module.service;

import java.util.Collection;
import java.util.Map;
import org.hactl.module.ModuleException;

/** Runs services in one of several ways. */
interface ServiceManager {
  /**
   * The state of each service; a service that this manager does not have is missing from the
   * result.
   */
  Map<String, ServiceState> observe(Collection<ServiceResource> services) throws ModuleException;

  void start(ServiceResource service) throws ModuleException;

  void stop(ServiceResource service) throws ModuleException;

  /** Restarts a service, or reloads it if the resource says so. */
  void restart(ServiceResource service) throws ModuleException;

  void enable(ServiceResource service, boolean enabled) throws ModuleException;

  /** The service's last output, for an error message; empty if there is none. */
  String lastWords(ServiceResource service);
}
