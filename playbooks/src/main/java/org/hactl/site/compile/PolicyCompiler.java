package org.hactl.site.compile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.site.model.NotifySettings;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteSyncGroup;
import org.hactl.site.model.TrackSettings;

/** Compiles the settings that all virtual routers of a host share. Pure. */
final class PolicyCompiler {
  private PolicyCompiler() {}

  static VrrpPolicy compile(Site site, String host) {
    if (!site.directors().contains(host)) {
      return VrrpPolicy.NONE;
    }
    Set<String> tracked = tracked(site, host);
    NotifySettings notifications = site.policies().notifications();
    return new VrrpPolicy(
        groups(site, host).map(PolicyCompiler::group).toList(),
        site.trackers(host).stream()
            .filter(tracker -> tracked.contains(tracker.name()))
            .map(tracker -> tracker(tracker.spec(), site))
            .toList(),
        site.bfdSessions(host),
        notifications.hooks(),
        notifications.fifos(),
        notifications.priorityChanges());
  }

  /** A tracker of a service without an own quorum wants one real server. */
  private static TrackerSpec tracker(TrackerSpec spec, Site site) {
    return spec instanceof TrackerSpec.Service service
            && service.quorum() == 0
            && site.services().stream()
                .filter(each -> each.name().equals(service.service()))
                .noneMatch(each -> each.settings().capacity() != null)
        ? new TrackerSpec.Service(service.name(), service.service(), 1)
        : spec;
  }

  /** The names of the trackers that an expression uses; the agent does not watch other trackers. */
  private static Set<String> tracked(Site site, String host) {
    Stream<TrackSettings> byRouters =
        site.directorships(host).stream().flatMap(d -> d.settings().tracks().stream());
    Stream<TrackSettings> byGroups = groups(site, host).flatMap(group -> group.tracks().stream());
    return Stream.concat(byRouters, byGroups)
        .flatMap(tracked -> tracked.expression().names().stream())
        .collect(Collectors.toSet());
  }

  private static Stream<SiteSyncGroup> groups(Site site, String host) {
    List<String> routers =
        site.virtualRouters().stream()
            .filter(router -> router.director(host).isPresent())
            .map(SiteRouter::name)
            .toList();
    return site.syncGroups().stream().filter(group -> routers.stream().anyMatch(group::has));
  }

  private static VrrpPolicy.SyncGroupSpec group(SiteSyncGroup group) {
    return new VrrpPolicy.SyncGroupSpec(
        group.name(),
        group.routers().stream().map(member -> member.value()).toList(),
        group.tracks().stream().map(TrackSettings::spec).toList(),
        group.hooks());
  }
}
