package org.hactl.module.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Services in memory; remembers what was done to them. */
final class FakeServices implements ServiceManager {
  final Map<String, ServiceState> states = new TreeMap<>();
  private final List<String> did = new ArrayList<>();
  boolean startsDie;

  void have(String name, boolean running, ServiceState.Enabled enabled) {
    states.put(name, new ServiceState.Found(running, running ? "running" : "stopped", enabled));
  }

  void lose(String name) {
    states.remove(name);
  }

  List<String> did() {
    List<String> result = List.copyOf(did);
    did.clear();
    return result;
  }

  @Override
  public Map<String, ServiceState> observe(Collection<ServiceResource> services) {
    Map<String, ServiceState> found = new TreeMap<>();
    for (ServiceResource service : services) {
      ServiceState state = states.get(service.name());
      if (state != null) {
        found.put(service.name(), state);
      }
    }
    return found;
  }

  @Override
  public void start(ServiceResource service) {
    did.add("start " + service.name());
    have(service.name(), !startsDie, enabled(service));
  }

  @Override
  public void stop(ServiceResource service) {
    did.add("stop " + service.name());
    have(service.name(), false, enabled(service));
  }

  @Override
  public void restart(ServiceResource service) {
    did.add((service.reload() ? "reload " : "restart ") + service.name());
    have(service.name(), !startsDie, enabled(service));
  }

  @Override
  public void enable(ServiceResource service, boolean enabled) {
    did.add((enabled ? "enable " : "disable ") + service.name());
    have(
        service.name(),
        states.get(service.name()) instanceof ServiceState.Found found && found.running(),
        enabled ? ServiceState.Enabled.YES : ServiceState.Enabled.NO);
  }

  @Override
  public String lastWords(ServiceResource service) {
    return "; the last lines of its log: no luck";
  }

  private ServiceState.Enabled enabled(ServiceResource service) {
    return states.get(service.name()) instanceof ServiceState.Found found
        ? found.enabled()
        : ServiceState.Enabled.NO;
  }
}
