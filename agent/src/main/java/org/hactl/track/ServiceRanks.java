package org.hactl.track;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.host.HostState;
import org.hactl.host.Truth;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.track.TrackSources.Pool;
import org.hactl.vrrp.model.ServiceRank;
import org.jspecify.annotations.Nullable;

/**
 * Computes the rank of this director for each router from the health of the router's virtual
 * services. Belongs to the loop's thread; the time is a parameter.
 */
final class ServiceRanks {
  /** A virtual service needs this many healthy real servers. */
  private static final int QUORUM = 1;

  /** A router waits at most this long before it preempts, even if a check cannot be tried. */
  private static final long MAX_WAIT_NANOS = Duration.ofMinutes(1).toNanos();

  private final TrackSources.Services services;
  private final Map<String, Ranked> routers = new LinkedHashMap<>();
  private final Map<String, Awaited> awaited = new HashMap<>();

  /** A router whose rank depends on these services. */
  private record Ranked(int penalty, List<String> services) {}

  /**
   * Checks that a router waits for.
   *
   * @param confirmedNanos only tries that begin at this time or later count; null if any try counts
   * @param endNanos when the router stops waiting
   */
  private record Awaited(@Nullable Long confirmedNanos, long endNanos) {}

  ServiceRanks(TrackSources.Services services) {
    this.services = services;
  }

  /** Ranks the routers of this state; a new router waits until its checks have decided. */
  void configure(HostState state, long nowNanos) {
    Set<String> before = new HashSet<>(routers.keySet());
    routers.clear();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      List<String> mine =
          state.servicesOf(router.name()).stream()
              .map(VirtualServiceSpec::name)
              .distinct()
              .toList();
      if (router.rankPenalty() > 0 && !mine.isEmpty()) {
        routers.put(router.name(), new Ranked(router.rankPenalty(), mine));
        if (!before.contains(router.name())) {
          awaited.put(router.name(), new Awaited(null, nowNanos + MAX_WAIT_NANOS));
        }
      }
    }
    awaited.keySet().retainAll(routers.keySet());
    settle(nowNanos);
  }

  /** The router was cut off: it waits for checks that begin from now on. */
  void recheck(String router, long nowNanos) {
    if (routers.containsKey(router)) {
      awaited.put(router, new Awaited(nowNanos, nowNanos + MAX_WAIT_NANOS));
      settle(nowNanos);
    }
  }

  /** Ends the wait of the routers that need not wait any more. */
  void settle(long nowNanos) {
    awaited
        .entrySet()
        .removeIf(entry -> {
          Awaited waiting = entry.getValue();
          Ranked ranked = routers.get(entry.getKey());
          return ranked == null
              || nowNanos - waiting.endNanos() >= 0
              || ranked.services().stream()
                  .allMatch(service -> hasDecided(service, waiting.confirmedNanos()));
        });
  }

  private boolean hasDecided(String service, @Nullable Long sinceNanos) {
    Pool pool = services.lookSince(service, sinceNanos);
    return pool == null || ServiceTracker.enough(pool, QUORUM) != Truth.UNKNOWN;
  }

  /** Whether a router waits for its checks. */
  boolean isAwaiting() {
    return !awaited.isEmpty();
  }

  /** The routers whose rank depends on their services. */
  Set<String> routers() {
    return Set.copyOf(routers.keySet());
  }

  ServiceRank of(String router) {
    Ranked ranked = routers.get(router);
    if (ranked == null) {
      return ServiceRank.FULL;
    }
    boolean decided = !awaited.containsKey(router);
    Optional<String> shortage =
        ranked.services().stream().map(this::shortage).flatMap(Optional::stream).findFirst();
    String reason =
        shortage.orElse(decided ? null : "waits for the first checks before it takes the role");
    return new ServiceRank(shortage.isPresent() ? ranked.penalty() : 0, decided, reason);
  }

  private Optional<String> shortage(String service) {
    Pool pool = services.look(service);
    return pool != null && ServiceTracker.enough(pool, QUORUM) == Truth.FALSE
        ? Optional.of(
            "%s has %d of %d real servers healthy".formatted(service, pool.healthy(), pool.all()))
        : Optional.empty();
  }
}
