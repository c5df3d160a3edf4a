package org.hactl.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.bfd.model.BfdConfig;

/**
 * What the virtual routers of a host share.
 *
 * @param trackers the trackers that expressions can name
 * @param hooks commands that run on every transition of a router or group
 * @param fifos named pipes that get a line for each transition, in the form keepalived writes
 * @param fifoPriorities whether the FIFOs also get a line for each change of a priority
 */
public record VrrpPolicy(
    List<SyncGroupSpec> syncGroups,
    List<TrackerSpec> trackers,
    List<BfdConfig> bfdSessions,
    List<HookSpec> hooks,
    List<String> fifos,
    boolean fifoPriorities) {
  public static final VrrpPolicy NONE =
      new VrrpPolicy(List.of(), List.of(), List.of(), List.of(), List.of(), false);

  public VrrpPolicy {
    syncGroups = List.copyOf(syncGroups);
    trackers = List.copyOf(trackers);
    bfdSessions = List.copyOf(bfdSessions);
    hooks = List.copyOf(hooks);
    fifos = List.copyOf(fifos);
  }

  /** This policy with only the routers of these names in its groups. */
  VrrpPolicy withoutRoutersBut(Set<String> names) {
    List<SyncGroupSpec> groups =
        syncGroups.stream()
            .map(group ->
                new SyncGroupSpec(
                    group.name(),
                    group.routers().stream().filter(names::contains).toList(),
                    group.tracks(),
                    group.hooks()))
            .filter(group -> !group.routers().isEmpty())
            .toList();
    return new VrrpPolicy(groups, trackers, bfdSessions, hooks, fifos, fifoPriorities);
  }

  /** The sync group that a router is in. */
  public Optional<SyncGroupSpec> groupOf(String router) {
    return syncGroups.stream().filter(group -> group.routers().contains(router)).findFirst();
  }

  /**
   * A sync group: routers that are all master or none of them.
   *
   * @param tracks what all its routers depend on
   * @param hooks commands for the group's transitions, besides those of the whole host
   */
  public record SyncGroupSpec(
      String name, List<String> routers, List<TrackSpec> tracks, List<HookSpec> hooks) {
    public SyncGroupSpec {
      routers = List.copyOf(routers);
      tracks = List.copyOf(tracks);
      hooks = List.copyOf(hooks);
    }
  }
}
