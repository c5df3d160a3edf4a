package org.hactl.site.check;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.host.TrackerSpec;
import org.hactl.site.model.Director;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteSyncGroup;
import org.hactl.site.model.SiteTracker;
import org.hactl.site.model.TrackSettings;
import org.hactl.site.model.VirtualService;
import org.hactl.yaml.Named;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.YamlNode;

/** Checks that trackers which routers and groups use exist, and that every tracker is used. */
public final class TrackChecks {
  private final Findings findings;
  private final Site site;
  private final Set<String> used = new HashSet<>();

  public TrackChecks(Findings findings, Site site) {
    this.findings = findings;
    this.site = site;
  }

  /**
   * @param trackers all trackers that the site declares, including those with errors
   * @param sessions all BFD sessions, likewise
   * @param services all virtual services, likewise
   */
  public void check(
      List<Named<YamlNode>> trackers,
      List<Named<YamlNode>> sessions,
      List<Named<YamlNode>> services) {
    List<String> names = names(trackers);
    for (SiteRouter router : site.virtualRouters()) {
      for (Director director : router.directors()) {
        names("vrrp." + router.name(), director.settings().tracks(), names);
      }
    }
    for (SiteSyncGroup group : site.syncGroups()) {
      names("sync_groups." + group.name(), group.tracks(), names);
    }
    site.directors()
        .forEach(host ->
            site.trackers(host)
                .forEach(tracker -> target(tracker, host, names(sessions), names(services))));
    SessionChecks checked = new SessionChecks(findings, site, names(sessions));
    checked.check();
    if (findings.errors().isEmpty()) {
      unused(trackers, sessions, checked);
    }
  }

  /** Not called after an error, because a part that could not be read may use the tracker. */
  private void unused(
      List<Named<YamlNode>> trackers, List<Named<YamlNode>> sessions, SessionChecks checked) {
    for (Named<YamlNode> tracker : trackers) {
      if (!used.contains(tracker.name())) {
        findings.warning(
            tracker.nameAt(),
            "track.%s: nothing uses this tracker, so it is not watched; name it under track of a virtual router or sync group"
                .formatted(tracker.name()));
      }
    }
    for (Named<YamlNode> session : sessions) {
      if (!isTracked(session.name()) && !checked.isUsed(session.name())) {
        findings.warning(
            session.nameAt(),
            "bfd.%s: no tracker and no check uses this session; write track: {NAME: {bfd: %s}}"
                .formatted(session.name(), session.name()));
      }
    }
  }

  private void names(String where, List<TrackSettings> tracks, List<String> known) {
    for (TrackSettings tracked : tracks) {
      for (String name : tracked.expression().names()) {
        used.add(name);
        if (!known.contains(name)) {
          findings
              .errors()
              .add(
                  tracked.at(),
                  "%s.track: there is no tracker \"%s\"; %s"
                      .formatted(
                          where,
                          name,
                          known.isEmpty()
                              ? "declare it under the site's track"
                              : "the site has " + String.join(", ", known)),
                  Nearest.to(name, known).orElse(null));
        }
      }
    }
  }

  private void target(
      SiteTracker tracker, String host, List<String> sessions, List<String> services) {
    if (!used.contains(tracker.name())) {
      return;
    }
    switch (tracker.spec()) {
      case TrackerSpec.Bfd bfd -> {
        if (exists(tracker, "bfd", "BFD session", bfd.session(), sessions)
            && isTrackedBy(host, tracker)
            && site.bfdSessions(host).stream().noneMatch(s -> s.name().equals(bfd.session()))
            && findings.errors().isEmpty()) {
          findings.error(
              tracker.at(),
              "track.%s.bfd: %s does not have the session %s; add it to bfd.%s.directors"
                  .formatted(tracker.name(), host, bfd.session(), bfd.session()));
        }
      }
      case TrackerSpec.Service service -> {
        if (exists(tracker, "service", "virtual service", service.service(), services)) {
          service(tracker, service, host);
        }
      }
      case TrackerSpec.Script _,
          TrackerSpec.File _,
          TrackerSpec.Process _,
          TrackerSpec.Interface _ -> {}
    }
  }

  private void service(SiteTracker tracker, TrackerSpec.Service wanted, String host) {
    Optional<VirtualService> found =
        site.services().stream().filter(s -> s.name().equals(wanted.service())).findFirst();
    if (found.isEmpty() || !isTrackedBy(host, tracker)) {
      return;
    }
    VirtualService service = found.get();
    if (!site.directorsOf(service).contains(host)) {
      findings.error(
          tracker.at(),
          "track.%s.service: %s does not balance %s, because it is not a director of %s"
              .formatted(
                  tracker.name(),
                  host,
                  service.name(),
                  Objects.requireNonNullElse(service.virtualRouter(), "it")));
    }
    if (service.settings().check() == null) {
      findings.warning(
          tracker.at(),
          "track.%s.service: %s has no check, so all its real servers count as healthy"
              .formatted(tracker.name(), service.name()));
    }
    if (wanted.quorum() > service.realServers().size() && findings.errors().isEmpty()) {
      findings.error(
          tracker.at(),
          "track.%s.service.quorum: %s has only %d real servers, so a quorum of %d is never reached"
              .formatted(
                  tracker.name(), service.name(), service.realServers().size(), wanted.quorum()));
    }
  }

  private boolean exists(
      SiteTracker tracker, String key, String what, String name, List<String> known) {
    if (known.contains(name)) {
      return true;
    }
    findings
        .errors()
        .add(
            tracker.at(),
            "track.%s.%s: there is no %s \"%s\"".formatted(tracker.name(), key, what, name),
            Nearest.to(name, known).orElse(null));
    return false;
  }

  private boolean isTrackedBy(String host, SiteTracker tracker) {
    return site.virtualRouters().stream()
        .flatMap(router ->
            router.director(host).stream()
                .flatMap(d ->
                    Stream.concat(
                        d.settings().tracks().stream(),
                        site.syncGroups().stream()
                            .filter(group -> group.has(router.name()))
                            .flatMap(group -> group.tracks().stream()))))
        .anyMatch(tracked -> tracked.expression().names().contains(tracker.name()));
  }

  private boolean isTracked(String session) {
    return site.trackers().values().stream()
        .flatMap(List::stream)
        .anyMatch(t -> t.spec() instanceof TrackerSpec.Bfd bfd && bfd.session().equals(session));
  }

  private static List<String> names(List<Named<YamlNode>> entries) {
    return entries.stream().map(Named::name).toList();
  }
}
