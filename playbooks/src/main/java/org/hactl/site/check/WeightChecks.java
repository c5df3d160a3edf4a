package org.hactl.site.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.host.TrackExpression;
import org.hactl.host.TrackerSpec;
import org.hactl.site.model.Director;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteSyncGroup;
import org.hactl.site.model.SiteTracker;
import org.hactl.site.model.TrackSettings;
import org.hactl.yaml.Durations;

/** Warns of weights and delays that have another effect than an operator would expect. */
public final class WeightChecks {

  private final Findings findings;
  private final Site site;

  public WeightChecks(Findings findings, Site site) {
    this.findings = findings;
    this.site = site;
  }

  public void check() {
    for (SiteRouter router : site.virtualRouters()) {
      for (Director director : router.directors()) {
        List<TrackSettings> own = director.settings().tracks();
        List<TrackSettings> tracks = Stream.concat(own.stream(), groupTracks(router)).toList();
        List<TrackSettings> weighted = tracks.stream().filter(t -> t.weight() != 0).toList();
        if (!weighted.isEmpty()) {
          weights(router, director, weighted, weighted.size() < tracks.size());
        }
        if (own.stream().anyMatch(t -> t.weight() != 0)) {
          pulls(router, own);
        }
        tracks.forEach(tracked -> delays(router, director, tracked));
      }
    }
  }

  private void weights(
      SiteRouter router, Director director, List<TrackSettings> weighted, boolean alsoFaults) {
    TrackSettings first = weighted.getFirst();
    if (director.priority() == Director.OWNER_PRIORITY) {
      warn(
          router,
          first,
          "priority 255 never changes, whatever the weights (RFC 9568); make it 254");
      return;
    }
    if (!director.settings().protocol().preempt() && !alsoFaults) {
      warn(
          router,
          first,
          "with preempt: false no backup takes over when the master's priority falls, so this weight never causes a failover; use weight 0, which causes a fault, or preempt: true");
    }
    order(router, weighted);
  }

  private void pulls(SiteRouter router, List<TrackSettings> own) {
    TrackSettings first = own.stream().filter(t -> t.weight() != 0).findFirst().orElseThrow();
    group(router)
        .ifPresent(g ->
            warn(
                router,
                first,
                "%s is in the sync group %s, whose members are master together, so a weight on one of them moves all; put it under sync_groups.%s.track"
                    .formatted(router.name(), g.name(), g.name())));
  }

  private Optional<SiteSyncGroup> group(SiteRouter router) {
    return site.syncGroups().stream().filter(g -> g.has(router.name())).findFirst();
  }

  /** The trackers of a router's sync group; they count for each router of the group. */
  private Stream<TrackSettings> groupTracks(SiteRouter router) {
    return group(router).stream().flatMap(group -> group.tracks().stream());
  }

  /** Warns if all weights together are less than the smallest gap between two directors. */
  private void order(SiteRouter router, List<TrackSettings> weighted) {
    List<Integer> priorities =
        router.directors().stream().map(Director::priority).sorted().distinct().toList();
    int gap = Integer.MAX_VALUE;
    for (int i = 1; i < priorities.size(); i++) {
      gap = Math.min(gap, priorities.get(i) - priorities.get(i - 1));
    }
    int together = weighted.stream().mapToInt(t -> Math.abs(t.weight())).sum();
    boolean file = weighted.stream().anyMatch(this::isFile);
    if (!file && together < gap && priorities.size() > 1) {
      warn(
          router,
          weighted.getFirst(),
          "all weights together move a priority by %d, but the priorities differ by at least %d, so the order never changes; use greater weights or closer priorities"
              .formatted(together, gap));
    }
  }

  /**
   * Whether it is a file tracker: the file's number multiplies the weight, so its effect is open.
   */
  private boolean isFile(TrackSettings tracked) {
    return tracked.expression() instanceof TrackExpression.Name(String name)
        && site.trackers().values().stream()
            .flatMap(List::stream)
            .anyMatch(t -> t.name().equals(name) && t.spec() instanceof TrackerSpec.File);
  }

  private void delays(SiteRouter router, Director director, TrackSettings tracked) {
    Duration most =
        director
            .settings()
            .protocol()
            .advertInterval()
            .multipliedBy(
                Math.max(1, director.settings().protocol().options().downTimerAdverts() - 1));
    for (SiteTracker tracker : site.trackers(director.host())) {
      if (tracker.spec() instanceof TrackerSpec.Interface link
          && tracked.expression().names().contains(tracker.name())
          && link.downDelayMillis() >= most.toMillis()) {
        findings.warning(
            tracker.at(),
            "track.%s.interface.down_delay: %s is too long: after %s the backups of %s may take over, and both directors are master until the delay ends"
                .formatted(
                    tracker.name(),
                    Durations.format(Duration.ofMillis(link.downDelayMillis())),
                    Durations.format(most),
                    router.name()));
      }
    }
  }

  private void warn(SiteRouter router, TrackSettings tracked, String message) {
    String path =
        group(router)
            .filter(group -> group.tracks().contains(tracked))
            .map(group -> "sync_groups." + group.name())
            .orElse("vrrp." + router.name());
    findings.warning(tracked.at(), path + ".track: " + message);
  }
}
