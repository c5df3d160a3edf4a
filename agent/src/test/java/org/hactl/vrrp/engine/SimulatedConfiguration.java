package org.hactl.vrrp.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;

/** What a simulated director is configured for: its routers, their groups and their verdicts. */
final class SimulatedConfiguration {
  private final SimulatedSite site;
  private final List<SimulatedRouter> routers = new ArrayList<>();
  private final Map<String, TrackVerdict> verdicts = new HashMap<>();

  /** The routers whose addresses the kernel refuses, as far as the process knows. */
  private final Set<String> refused = new TreeSet<>();

  private boolean grouped = true;

  SimulatedConfiguration(SimulatedSite site) {
    this.site = site;
  }

  void add(SimulatedRouter router) {
    routers.add(router);
  }

  List<SimulatedRouter> routers() {
    return routers;
  }

  SimulatedRouter router(String name) {
    return routers.get(Integer.parseInt(name.substring(name.indexOf('_') + 1)));
  }

  void verdict(String router, TrackVerdict verdict) {
    verdicts.put(router, verdict);
  }

  TrackVerdict verdict(String router) {
    return verdicts.getOrDefault(router, TrackVerdict.FINE);
  }

  void refused(String router, boolean refuses) {
    if (refuses) {
      refused.add(router);
    } else {
      refused.remove(router);
    }
  }

  void forgetRefusals() {
    refused.clear();
  }

  /** Whether nothing but its own interface keeps that router from being master. */
  boolean allows(SimulatedRouter router, SimulatedKernel kernel) {
    String name = router.config().name();
    return verdict(name).fault() == null
        && !refused.contains(name)
        && router.config().needs().stream()
            .allMatch(other -> kernel.link(SimulatedSite.segment(other)).isRunning());
  }

  boolean isGrouped() {
    return grouped;
  }

  void grouped(boolean wanted) {
    grouped = wanted;
  }

  boolean ownsAddresses() {
    return routers.stream().anyMatch(router -> router.config().isOwner());
  }

  void giveVerdicts(VrrpCore core) {
    verdicts.forEach(core::track);
  }

  /** Configures the routers that are present, and the groups whose members all are. */
  void giveRouters(VrrpCore core) {
    List<RouterConfig> configs =
        routers.stream().filter(SimulatedRouter::isPresent).map(SimulatedRouter::config).toList();
    Set<String> names =
        configs.stream().map(RouterConfig::name).collect(Collectors.toCollection(TreeSet::new));
    List<SyncGroupConfig> groups =
        site.syncGroups().stream()
            .filter(group -> grouped && names.containsAll(group.routers()))
            .toList();
    core.configure(configs, groups, Map.of());
  }
}
