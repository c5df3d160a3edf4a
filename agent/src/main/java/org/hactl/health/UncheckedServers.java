package org.hactl.health;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The real servers without a check, by service. A service that is the same as before costs nothing:
 * a site may have a thousand. Not thread-safe.
 */
final class UncheckedServers {
  /**
   * @param spec of which the views were made
   */
  private record Service(VirtualServiceSpec spec, Map<RealServerKey, HealthView> views) {}

  /** The real servers that are no longer without a check, and those that are it now. */
  record Change(List<RealServerKey> gone, List<RealServerKey> come) {}

  private Map<String, Service> services = new HashMap<>();

  @Nullable HealthView get(RealServerKey server) {
    Service service = services.get(server.service());
    return service == null ? null : service.views().get(server);
  }

  void remove(RealServerKey server) {
    Service service = services.get(server.service());
    if (service != null) {
      service.views().remove(server);
    }
  }

  /**
   * Adds the real servers of a service, which another program has in service.
   *
   * @param checked those that have a check, and are not added
   */
  void add(VirtualServiceSpec service, Set<RealServerKey> checked, long nowMillis) {
    Map<RealServerKey, HealthView> views =
        services
            .computeIfAbsent(service.name(), _ -> new Service(service, new HashMap<>()))
            .views();
    service.realServers().stream()
        .map(server -> RealServerKey.of(service, server))
        .filter(key -> !checked.contains(key))
        .forEach(key ->
            views.putIfAbsent(
                key,
                new HealthView(
                    RealServerHealth.UNCHECKED,
                    nowMillis,
                    "in service before hactl took the service over")));
  }

  void clear() {
    services.clear();
  }

  Map<RealServerKey, HealthView> views() {
    Map<RealServerKey, HealthView> all = new HashMap<>();
    services.values().forEach(service -> all.putAll(service.views()));
    return all;
  }

  /**
   * Follows new services. A real server whose new check is on trial stays without one if it had
   * none.
   *
   * @param nowMillis since when a new one is without a check
   */
  Change follow(Collection<VirtualServiceSpec> wanted, Set<RealServerKey> trials, long nowMillis) {
    Change change = new Change(new ArrayList<>(), new ArrayList<>());
    Map<String, Service> before = services;
    services = new LinkedHashMap<>();
    for (VirtualServiceSpec spec : wanted) {
      // All specifications of a service with several addresses have the same real servers.
      if (services.containsKey(spec.name())) {
        continue;
      }
      Service known = before.remove(spec.name());
      // The very specification: nothing about it can have changed.
      if (known != null && known.spec() == spec && spec.checks().findAny().isEmpty()) {
        services.put(spec.name(), known);
      } else {
        Map<RealServerKey, HealthView> old = known == null ? Map.of() : known.views();
        Map<RealServerKey, HealthView> views = views(spec, old, trials, nowMillis);
        old.keySet().stream().filter(key -> !views.containsKey(key)).forEach(change.gone()::add);
        change.come().addAll(views.keySet());
        services.put(spec.name(), new Service(spec, views));
      }
    }
    before.values().forEach(service -> change.gone().addAll(service.views().keySet()));
    return change;
  }

  private static Map<RealServerKey, HealthView> views(
      VirtualServiceSpec spec,
      Map<RealServerKey, HealthView> before,
      Set<RealServerKey> trials,
      long nowMillis) {
    Map<RealServerKey, HealthView> views = new HashMap<>();
    for (RealServerSpec server : spec.realServers()) {
      RealServerKey key = RealServerKey.of(spec, server);
      HealthView view = before.get(key);
      if (spec.checkOf(server) == null || (view != null && trials.contains(key))) {
        views.put(
            key,
            view != null
                ? view
                : new HealthView(RealServerHealth.UNCHECKED, nowMillis, "no check in the site"));
      }
    }
    return views;
  }
}
