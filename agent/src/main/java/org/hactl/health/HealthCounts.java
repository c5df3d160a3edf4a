package org.hactl.health;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The health of all real servers, counted by service as it changes: where thousands change at once,
 * each asks for the counts of its service. Not safe for use by several threads.
 */
final class HealthCounts {
  private final Map<RealServerKey, RealServerHealth> counted = new HashMap<>();
  private final Map<String, EnumMap<RealServerHealth, Integer>> services = new HashMap<>();

  /** Counts these services alone from now on, also where they have no real servers. */
  void retain(Set<String> names) {
    services.keySet().retainAll(names);
    names.forEach(
        name -> services.computeIfAbsent(name, _ -> new EnumMap<>(RealServerHealth.class)));
  }

  /** Counts this real server so, and no longer as it was counted before. */
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

  /** Null of a service that is not counted. */
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
