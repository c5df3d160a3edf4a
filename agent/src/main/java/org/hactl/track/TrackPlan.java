package org.hactl.track;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.host.HostState;
import org.hactl.host.TrackExpression;
import org.hactl.host.TrackExpressionException;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;

/**
 * What each router tracks. Pure.
 *
 * @param trackers all trackers that the host state names, used or not
 * @param tracks the tracks of every router, its own and then its group's; empty for a router that
 *     tracks nothing
 * @param usedBy the routers and groups that name each tracker; trackers that none of them names are
 *     left out
 */
record TrackPlan(
    Map<String, TrackerSpec> trackers,
    Map<String, List<Track>> tracks,
    Map<String, Set<String>> usedBy) {
  static final TrackPlan EMPTY = new TrackPlan(Map.of(), Map.of(), Map.of());

  /** Why a host state cannot be tracked; empty if it can. */
  static List<String> problems(HostState state) {
    List<String> problems = new ArrayList<>();
    read(state, problems);
    return problems;
  }

  /**
   * @throws IllegalArgumentException with all problems of the host state
   */
  static TrackPlan of(HostState state) {
    List<String> problems = new ArrayList<>();
    TrackPlan plan = read(state, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return plan;
  }

  private static TrackPlan read(HostState state, List<String> problems) {
    Map<String, TrackerSpec> trackers = new LinkedHashMap<>();
    for (TrackerSpec spec : state.vrrp().trackers()) {
      if (trackers.put(spec.name(), spec) != null) {
        problems.add("two trackers are named " + spec.name());
      }
    }
    Map<String, List<Track>> tracks = new LinkedHashMap<>();
    Map<String, Set<String>> usedBy = new TreeMap<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      List<Track> all = new ArrayList<>();
      read(router.name(), router.tracks(), all, problems);
      all.forEach(each -> use(each, router.name(), usedBy));
      tracks.put(router.name(), all);
    }
    for (SyncGroupSpec group : state.vrrp().syncGroups()) {
      List<Track> shared = new ArrayList<>();
      read(group.name(), group.tracks(), shared, problems);
      shared.forEach(each -> use(each, group.name(), usedBy));
      for (String router : group.routers()) {
        tracks.computeIfPresent(
            router,
            (_, own) -> {
              own.addAll(shared);
              return own;
            });
      }
    }
    usedBy.forEach((name, users) -> {
      if (!trackers.containsKey(name)) {
        problems.add(
            String.join(", ", users) + " tracks " + name + ", which the site does not have");
      }
    });
    return new TrackPlan(trackers, tracks, usedBy);
  }

  private static void use(Track track, String user, Map<String, Set<String>> usedBy) {
    track
        .when()
        .names()
        .forEach(name -> usedBy.computeIfAbsent(name, _ -> new TreeSet<>()).add(user));
  }

  private static void read(
      String owner, List<TrackSpec> specs, List<Track> into, List<String> problems) {
    for (TrackSpec spec : specs) {
      try {
        into.add(new Track(TrackExpression.parse(spec.expression()), spec.weight()));
      } catch (TrackExpressionException e) {
        problems.add(owner + " tracks \"" + spec.expression() + "\": " + e.getMessage());
      }
    }
  }
}
