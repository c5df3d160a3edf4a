package org.hactl.health;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The number of real servers of each service with each health. It is updated with every change,
 * because each change reads the counts of its service, and thousands of changes may come at once.
 * Not thread-safe.
 */
final class HealthCounts {
  private final Map<RealServerKey, RealServerHealth> counted = new HashMap<>();
  private final Map<String, EnumMap<RealServerHealth, Integer>> services = new HashMap<>();

  /** Counts only these services from now on, including services without real servers. */
  void retain(Set<String> names) {
    services.keySet().retainAll(names);
    names.forEach(
        name -> services.computeIfAbsent(name, _ -> new EnumMap<>(RealServerHealth.class)));
  }

  /** Replaces the counted health of this real server. */
  void put(RealServerKey server, RealServerHealth health) {
    remove(server);
    counted.put(server, health);
    add(server, health, 1);
  }

  void remove(RealServerKey server) {
    RealServerHealth before = counted.remove(server);
    if (before != null) {
      add(server, before, -1);
    }
  }

  void clear() {
    counted.clear();
    services.clear();
  }

  /** Null for a service that is not counted. */
  @Nullable ServiceHealth of(String service) {
    Map<RealServerHealth, Integer> counts = services.get(service);
    return counts == null
        ? null
        : new ServiceHealth(
            counts.getOrDefault(RealServerHealth.HEALTHY, 0),
            counts.getOrDefault(RealServerHealth.UNHEALTHY, 0),
            counts.getOrDefault(RealServerHealth.UNKNOWN, 0),
            counts.getOrDefault(RealServerHealth.UNCHECKED, 0));
  }

  private void add(RealServerKey server, RealServerHealth health, int count) {
    services
        .computeIfAbsent(server.service(), _ -> new EnumMap<>(RealServerHealth.class))
        .merge(health, count, Integer::sum);
  }
}
