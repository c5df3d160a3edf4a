package org.hactl.site;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.VrrpPolicy;

/** What the virtual routers of a host share. Pure. */
final class PolicyCompiler {
  private PolicyCompiler() {}

  static VrrpPolicy compile(Site site, String host) {
    if (!site.directors().contains(host)) {
      return VrrpPolicy.NONE;
    }
    Set<String> tracked = tracked(site, host);
    return new VrrpPolicy(
        groups(site, host).map(PolicyCompiler::group).toList(),
        site.trackers(host).stream()
            .filter(tracker -> tracked.contains(tracker.name()))
            .map(Tracker::spec)
            .toList(),
        site.bfdSessions(host),
        site.notifications().hooks(),
        site.notifications().fifos(),
        site.notifications().priorityChanges());
  }

  /** What nothing depends on is not watched. */
  private static Set<String> tracked(Site site, String host) {
    Stream<Tracked> byRouters =
        site.directorships(host).stream().flatMap(d -> d.settings().tracks().stream());
    Stream<Tracked> byGroups = groups(site, host).flatMap(group -> group.tracks().stream());
    return Stream.concat(byRouters, byGroups)
        .flatMap(tracked -> tracked.expression().names().stream())
        .collect(Collectors.toSet());
  }

  private static Stream<SyncGroup> groups(Site site, String host) {
    List<String> routers =
        site.virtualRouters().stream()
            .filter(router -> router.director(host).isPresent())
            .map(VirtualRouter::name)
            .toList();
    return site.syncGroups().stream().filter(group -> routers.stream().anyMatch(group::has));
  }

  private static VrrpPolicy.SyncGroup group(SyncGroup group) {
    return new VrrpPolicy.SyncGroup(
        group.name(),
        group.routers().stream().map(member -> member.value()).toList(),
        group.tracks().stream().map(Tracked::spec).toList(),
        group.hooks());
  }
}
