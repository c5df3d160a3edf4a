package org.hactl.health;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/**
 * The checks that decide, those on trial beside them, and the real servers without a check. Starts
 * no thread. Not thread-safe.
 */
final class CheckTable {
  private final Map<RealServerKey, RealServerWatch> watches = new HashMap<>();
  private final Map<RealServerKey, RealServerWatch> trials = new HashMap<>();
  private final UncheckedServers unchecked = new UncheckedServers();
  private final HealthCounts counts = new HealthCounts();
  private final LongSupplier millis;

  CheckTable(LongSupplier millis) {
    this.millis = millis;
  }

  Map<RealServerKey, CheckTarget> inForce() {
    return targets(watches);
  }

  Map<RealServerKey, CheckTarget> tried() {
    return targets(trials);
  }

  private static Map<RealServerKey, CheckTarget> targets(
      Map<RealServerKey, RealServerWatch> watches) {
    Map<RealServerKey, CheckTarget> targets = new LinkedHashMap<>();
    watches.forEach((key, watch) -> targets.put(key, watch.target()));
    return targets;
  }

  Stream<RealServerWatch> all() {
    return Stream.concat(watches.values().stream(), trials.values().stream());
  }

  /** Ends checks that decide. */
  void end(Set<RealServerKey> servers) {
    servers.forEach(counts::remove);
    end(servers, watches);
  }

  void endTrials(Set<RealServerKey> servers) {
    end(servers, trials);
  }

  private static void end(Set<RealServerKey> servers, Map<RealServerKey, RealServerWatch> watches) {
    for (RealServerKey server : servers) {
      RealServerWatch watch = watches.remove(server);
      if (watch != null) {
        watch.end();
      }
    }
  }

  /** Adds a check that decides. */
  void add(RealServerWatch watch) {
    watches.put(watch.target().server(), watch);
    counts.put(watch.target().server(), watch.view().health());
  }

  void addTrial(RealServerWatch watch) {
    trials.put(watch.target().server(), watch);
  }

  /** Real servers without a check that are in service, although no state here has said so. */
  void inService(List<VirtualServiceSpec> services) {
    services.forEach(service -> unchecked.add(service, watches.keySet(), millis.getAsLong()));
  }

  /**
   * Sets which real servers have no check. Those whose new check is on trial stay without one if
   * they had none.
   */
  void withoutCheck(List<VirtualServiceSpec> wanted) {
    UncheckedServers.Change change = unchecked.follow(wanted, trials.keySet(), millis.getAsLong());
    change.gone().forEach(counts::remove);
    change.come().forEach(key -> counts.put(key, RealServerHealth.UNCHECKED));
    counts.retain(wanted.stream().map(VirtualServiceSpec::name).collect(toUnmodifiableSet()));
  }

  /**
   * The health from a check before the change, or else from before the agent's start. A host that
   * only has another name in the inventory keeps its health.
   */
  HealthView known(RealServerKey server, Map<RealServerKey, HealthView> initial) {
    RealServerWatch before = watches.get(server);
    HealthView view =
        before != null
            ? before.view()
            : watches.values().stream()
                .filter(watch -> watch.target().server().isRenamed(server))
                .findFirst()
                .map(RealServerWatch::view)
                .orElseGet(() -> initial.get(server));
    return view != null
            && (view.health() == RealServerHealth.HEALTHY
                || view.health() == RealServerHealth.UNHEALTHY)
        ? view
        : unknown();
  }

  HealthView unknown() {
    return RealServerWatch.unknown(millis.getAsLong());
  }

  /**
   * Counts what a check says.
   *
   * @return whether the check decides: it is not on trial, and has not just been ended or replaced
   */
  boolean count(RealServerWatch watch, HealthView to) {
    RealServerKey server = watch.target().server();
    boolean decides = watches.get(server) == watch;
    if (decides) {
      counts.put(server, to.health());
    }
    return decides;
  }

  /** Ends a service's trial if its new check takes no real server out of service. */
  void takeOverIfWell(String service, CheckTakeover takeover) {
    Map<RealServerKey, RealServerWatch> ofService = new HashMap<>(trials);
    ofService.keySet().removeIf(server -> !server.service().equals(service));
    if (ofService.entrySet().stream()
        .allMatch(each -> verdict(each.getKey(), each.getValue()) == TrialVerdict.AGREES)) {
      ofService.forEach((server, tried) -> replace(server, tried, takeover));
    }
  }

  private TrialVerdict verdict(RealServerKey server, RealServerWatch tried) {
    return TrialVerdict.of(decided(server).health(), tried.view().health());
  }

  /**
   * Lets all checks on trial decide.
   *
   * @param begin makes a check of a target that starts with a health
   */
  void takeOverAll(
      BiFunction<CheckTarget, HealthView, RealServerWatch> begin, CheckTakeover takeover) {
    Map.copyOf(trials)
        .forEach((server, tried) -> {
          RealServerWatch next = tried;
          if (tried.view().health() == RealServerHealth.UNKNOWN) {
            tried.end();
            next = begin.apply(tried.target(), decided(server).inService());
            takeover.begin(next);
          }
          replace(server, next, takeover);
        });
  }

  private HealthView decided(RealServerKey server) {
    RealServerWatch watch = watches.get(server);
    HealthView view = watch != null ? watch.view() : unchecked.get(server);
    return view != null ? view : unknown();
  }

  /** By the check that decides; without one, as the site says. */
  RealServerHealth health(RealServerKey server) {
    return decided(server).health();
  }

  private void replace(RealServerKey server, RealServerWatch next, CheckTakeover takeover) {
    HealthView before = decided(server);
    trials.remove(server);
    unchecked.remove(server);
    takeover.replace(server, watches.put(server, next), before, next.view());
    counts.put(server, next.view().health());
  }

  @Nullable ServiceHealth count(String service) {
    return counts.of(service);
  }

  @Nullable ServiceHealth confirmed(String service, @Nullable Long sinceNanos) {
    ServiceHealth known = counts.of(service);
    if (known == null) {
      return null;
    }
    int healthy = 0;
    int unhealthy = 0;
    int unknown = 0;
    for (RealServerWatch watch : watches.values()) {
      if (watch.target().server().service().equals(service)) {
        RealServerHealth health = watch.view().health();
        if (!watch.isConfirmed(sinceNanos) || health == RealServerHealth.UNKNOWN) {
          unknown++;
        } else if (health == RealServerHealth.HEALTHY) {
          healthy++;
        } else {
          unhealthy++;
        }
      }
    }
    return new ServiceHealth(healthy, unhealthy, unknown, known.unchecked());
  }

  /** Why checks that decide had no result the last time. */
  List<String> localErrors() {
    return watches.values().stream()
        .map(RealServerWatch::localError)
        .filter(Objects::nonNull)
        .toList();
  }

  int size() {
    return watches.size();
  }

  Map<RealServerKey, HealthView> views() {
    Map<RealServerKey, HealthView> views = new TreeMap<>(unchecked.views());
    watches.forEach((key, watch) -> views.put(key, watch.view()));
    return views;
  }

  /** How the tries of the checks that decide ended the last time. */
  Map<RealServerKey, List<LastTry>> lastTries() {
    Map<RealServerKey, List<LastTry>> tries = new HashMap<>();
    watches.forEach((key, watch) -> tries.put(key, watch.lastTries()));
    return tries;
  }

  /** The views of the checks, and of the real servers without one whose new check is on trial. */
  Map<RealServerKey, HealthView> decided() {
    Map<RealServerKey, HealthView> views = new HashMap<>();
    trials
        .keySet()
        .forEach(key -> {
          HealthView view = unchecked.get(key);
          if (view != null) {
            views.put(key, view);
          }
        });
    watches.forEach((key, watch) -> views.put(key, watch.view()));
    return views;
  }

  Map<RealServerKey, HealthView> trialViews() {
    Map<RealServerKey, HealthView> views = new TreeMap<>();
    trials.forEach((key, watch) -> views.put(key, watch.view()));
    return views;
  }

  void close() {
    all().toList().forEach(RealServerWatch::end);
    watches.clear();
    trials.clear();
    unchecked.clear();
    counts.clear();
  }
}
