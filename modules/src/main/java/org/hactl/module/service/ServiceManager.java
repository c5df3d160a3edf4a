package org.hactl.module.service;

import java.util.Collection;
import java.util.Map;
import org.hactl.module.ModuleException;

/** One way of running services. */
interface ServiceManager {
  /** The state of each; what this manager does not have is missing from the answer. */
  Map<String, ServiceState> observe(Collection<ServiceResource> services) throws ModuleException;

  void start(ServiceResource service) throws ModuleException;

  void stop(ServiceResource service) throws ModuleException;

  /** Stops and starts, or takes up changed files where the resource says reload. */
  void restart(ServiceResource service) throws ModuleException;

  void enable(ServiceResource service, boolean enabled) throws ModuleException;

  /** What the service said last, for an error message; empty where nothing is known. */
  String lastWords(ServiceResource service);
}
