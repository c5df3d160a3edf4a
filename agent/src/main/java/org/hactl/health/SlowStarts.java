package org.hactl.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.Holds;
import org.hactl.host.Quorum;
import org.hactl.host.SlowStart;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The real servers that do not have their whole weight yet: they have recovered, are new, or are
 * not drained any more. The time is a parameter. Not thread-safe.
 *
 * <p>A server gets its whole weight at once where capacity would be missing: without it, no other
 * one has its whole weight, or those that have it are too few for the quorum.
 */
public final class SlowStarts {
  /** Whether each real server was in service when it was last looked at, by service. */
  private final Map<String, Map<RealServerKey, Boolean>> serving = new HashMap<>();

  private final Map<String, VirtualServiceSpec> services = new HashMap<>();

  /** When each began, in milliseconds of the monotonic clock. */
  private final Map<RealServerKey, Long> begun = new HashMap<>();

  private Map<RealServerKey, Integer> told = Map.of();

  /**
   * Follows these services from now on. A real server that joins a service begins slowly; those of
   * a service that was not followed before are as they were.
   *
   * @param earlier what another process had begun
   */
  public void configure(
      List<VirtualServiceSpec> wanted, Map<RealServerKey, Long> earlier, long nowMillis) {
    begun.putAll(earlier);
    services.clear();
    for (VirtualServiceSpec service : wanted) {
      if (service.capacityOrNone().slowStart() != null) {
        services.put(service.name(), service);
        follow(service);
      }
    }
    serving.keySet().retainAll(services.keySet());
    begun.keySet().removeIf(key -> !services.containsKey(key.service()));
    endThoseThatAreOver(nowMillis);
  }

  private void follow(VirtualServiceSpec service) {
    Set<RealServerKey> keys =
        service.realServers().stream()
            .map(server -> RealServerKey.of(service, server))
            .collect(Collectors.toSet());
    Map<RealServerKey, Boolean> known = serving.get(service.name());
    if (known == null) {
      serving.put(service.name(), new HashMap<>());
    } else {
      keys.stream().filter(key -> !known.containsKey(key)).forEach(key -> join(known, key));
      known.keySet().retainAll(keys);
    }
    begun.keySet().removeIf(key -> key.service().equals(service.name()) && !keys.contains(key));
  }

  /** A real server that is new, unless its host only has another name in the inventory. */
  private void join(Map<RealServerKey, Boolean> known, RealServerKey key) {
    RealServerKey old =
        known.keySet().stream().filter(each -> each.isRenamed(key)).findFirst().orElse(null);
    if (old == null) {
      known.put(key, false);
      return;
    }
    known.put(key, known.getOrDefault(old, false));
    Long began = begun.remove(old);
    if (began != null) {
      begun.put(key, began);
    }
  }

  /**
   * Looks at a service again.
   *
   * @param health of its real servers, in their order
   * @return whether a slow start has begun or ended
   */
  public boolean look(String name, List<RealServerHealth> health, Holds holds, long nowMillis) {
    VirtualServiceSpec service = services.get(name);
    Map<RealServerKey, Boolean> known = serving.get(name);
    if (service == null || known == null || health.size() != service.realServers().size()) {
      return false;
    }
    Set<RealServerKey> before = Set.copyOf(begun.keySet());
    Quorum quorum = service.capacityOrNone().quorumOrDefault();
    int whole = 0;
    for (int i = 0; i < health.size(); i++) {
      RealServerSpec server = service.realServers().get(i);
      RealServerKey key = RealServerKey.of(service, server);
      Boolean now = isServing(server, health.get(i), holds.isDrained(service, server));
      if (now != null) {
        follow(key, known.put(key, now), now, nowMillis);
      }
      // One without a result is in IPVS as it was.
      if (!begun.containsKey(key) && (now == null || now)) {
        whole += quorum.of(server.weight());
      }
    }
    if (whole < Math.max(1, quorum.lostBelow())) {
      service.realServers().forEach(server -> begun.remove(RealServerKey.of(service, server)));
    }
    return !before.equals(begun.keySet());
  }

  private void follow(RealServerKey key, @Nullable Boolean before, boolean now, long nowMillis) {
    if (!now) {
      begun.remove(key);
    } else if (before != null && !before) {
      begun.put(key, nowMillis);
    }
  }

  /** Null while its check has not decided. */
  private static @Nullable Boolean isServing(
      RealServerSpec server, RealServerHealth health, boolean drained) {
    if (drained || server.weight() == 0) {
      return false;
    }
    return switch (health) {
      case HEALTHY, UNCHECKED -> true;
      case UNHEALTHY -> false;
      case UNKNOWN -> null;
    };
  }

  /**
   * Ends those whose time is over.
   *
   * @return whether a real server gets another weight than at the last call
   */
  public boolean step(long nowMillis) {
    endThoseThatAreOver(nowMillis);
    Map<RealServerKey, Integer> now = percents(nowMillis);
    boolean changed = !now.equals(told);
    told = now;
    return changed;
  }

  private void endThoseThatAreOver(long nowMillis) {
    begun
        .entrySet()
        .removeIf(
            each -> percent(each.getKey(), each.getValue(), nowMillis) >= SlowStart.FULL_PERCENT);
  }

  /** What part of its weight each of them gets, in percent. */
  public Map<RealServerKey, Integer> percents(long nowMillis) {
    Map<RealServerKey, Integer> percents = new HashMap<>();
    begun.forEach((key, began) -> percents.put(key, percent(key, began, nowMillis)));
    return percents;
  }

  private int percent(RealServerKey key, long began, long nowMillis) {
    VirtualServiceSpec service = services.get(key.service());
    SlowStart slowStart = service == null ? null : service.capacityOrNone().slowStart();
    return slowStart == null ? SlowStart.FULL_PERCENT : slowStart.percentAt(nowMillis - began);
  }

  /** When each began, in milliseconds of the monotonic clock. */
  public Map<RealServerKey, Long> begun() {
    return Map.copyOf(begun);
  }
}
