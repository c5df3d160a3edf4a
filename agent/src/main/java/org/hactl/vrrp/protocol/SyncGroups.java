package org.hactl.vrrp.protocol;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;

/** The sync groups of a host, and the verdicts of its routers' tracking. */
public class SyncGroups {
  private final SyncGroup.Observer observer;
  private final Map<String, TrackVerdict> verdicts = new HashMap<>();
  private Map<String, SyncGroup> groups = new LinkedHashMap<>();
  private List<SyncGroupConfig> configs = List.of();

  public SyncGroups(SyncGroup.Observer observer) {
    this.observer = observer;
  }

  /**
   * Checks that names are unique, that groups list known routers, and that no router is in two
   * groups.
   *
   * @throws IllegalArgumentException that says which of these is violated
   */
  public static void check(Collection<String> routers, List<SyncGroupConfig> configs) {
    Set<String> names = new HashSet<>();
    Map<String, String> groupByRouter = new HashMap<>();
    for (SyncGroupConfig config : configs) {
      if (!names.add(config.name())) {
        throw new IllegalArgumentException("sync group " + config.name() + " is given twice");
      }
      for (String router : config.routers()) {
        if (!routers.contains(router)) {
          throw new IllegalArgumentException(
              "sync group " + config.name() + " names an unknown virtual router: " + router);
        }
        String other = groupByRouter.put(router, config.name());
        if (other != null) {
          throw new IllegalArgumentException(
              "virtual router "
                  + router
                  + " is in sync group "
                  + other
                  + " already, and cannot be in "
                  + config.name());
        }
      }
    }
  }

  /** Makes these the groups; a group keeps its state if its name stays. */
  public void configure(List<SyncGroupConfig> wanted) {
    Map<String, SyncGroup> before = groups;
    groups = new LinkedHashMap<>();
    configs = List.copyOf(wanted);
    for (SyncGroupConfig config : configs) {
      SyncGroup same = before.remove(config.name());
      groups.put(config.name(), same != null ? same : create(config.name()));
    }
    before.values().forEach(SyncGroup::dissolve);
  }

  protected SyncGroup create(String name) {
    return new SyncGroup(name, observer);
  }

  /** The groups, with the names of their routers. */
  public Map<SyncGroup, List<String>> all() {
    Map<SyncGroup, List<String>> all = new LinkedHashMap<>();
    configs.forEach(config -> all.put(groups.get(config.name()), config.routers()));
    return all;
  }

  /** The routers of this group; empty if there is none of the name. */
  public List<String> routers(String group) {
    return configs.stream()
        .filter(config -> config.name().equals(group))
        .findFirst()
        .map(SyncGroupConfig::routers)
        .orElse(List.of());
  }

  /** Sets the verdict of a router's tracking. */
  public void track(String router, TrackVerdict verdict) {
    verdicts.put(router, verdict);
  }

  /**
   * The routers of this router's group, including this router; they share the lowest priority
   * offset.
   */
  public List<String> members(String router) {
    return configs.stream()
        .map(SyncGroupConfig::routers)
        .filter(routers -> routers.contains(router))
        .findFirst()
        .orElse(List.of(router));
  }

  /**
   * The verdict that a router applies. The lowest offset and the lowest rank in a group count for
   * all of its routers, since they become master together.
   */
  public TrackVerdict verdict(String router) {
    TrackVerdict own = verdicts.getOrDefault(router, TrackVerdict.FINE);
    int lowest = own.priorityOffset();
    ServiceRank rank = own.rank();
    for (String other : members(router)) {
      TrackVerdict verdict = verdicts.getOrDefault(other, TrackVerdict.FINE);
      lowest = Math.min(lowest, verdict.priorityOffset());
      rank = rank.with(verdict.rank());
    }
    return new TrackVerdict(lowest, own.fault(), rank);
  }
}
