package org.hactl.health;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hactl.api.HostStatus.Health;
import org.jspecify.annotations.Nullable;

/**
 * The health of all real servers, counted by service as it changes: where thousands change at once,
 * each asks for the counts of its service. Not safe for use by several threads.
 */
final class HealthCounts {
  private final Map<RealServerKey, Health> counted = new HashMap<>();
  private final Map<String, EnumMap<Health, Integer>> services = new HashMap<>();

  /** Counts these services alone from now on, also where they have no real servers. */
  void retain(Set<String> names) {
    services.keySet().retainAll(names);
    names.forEach(name -> services.computeIfAbsent(name, _ -> new EnumMap<>(Health.class)));
  }

  /** Counts this real server so, and no longer as it was counted before. */
  void put(RealServerKey server, Health health) {
    remove(server);
    counted.put(server, health);
    add(server, health, 1);
  }

  void remove(RealServerKey server) {
    Health before = counted.remove(server);
    if (before != null) {
      add(server, before, -1);
    }
  }

  void clear() {
    counted.clear();
    services.clear();
  }

  /** Null of a service that is not counted. */
  @Nullable ServiceHealth of(String service) {
    Map<Health, Integer> counts = services.get(service);
    return counts == null
        ? null
        : new ServiceHealth(
            counts.getOrDefault(Health.HEALTHY, 0),
            counts.getOrDefault(Health.UNHEALTHY, 0),
            counts.getOrDefault(Health.UNKNOWN, 0),
            counts.getOrDefault(Health.UNCHECKED, 0));
  }

  private void add(RealServerKey server, Health health, int count) {
    services
        .computeIfAbsent(server.service(), _ -> new EnumMap<>(Health.class))
        .merge(health, count, Integer::sum);
  }
}
