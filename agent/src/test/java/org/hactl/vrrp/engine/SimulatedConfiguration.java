package org.hactl.vrrp.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;

/** The configuration of a simulated director: its routers, their groups and their verdicts. */
final class SimulatedConfiguration {
  private static final ServingFault REFUSED =
      new ServingFault(Reason.ADDRESS_REFUSED, "Permission denied");

  private final SimulatedSite site;
  private final List<SimulatedRouter> routers = new ArrayList<>();
  private final Map<String, TrackVerdict> verdicts = new HashMap<>();

  /** The routers whose addresses the kernel refuses, as far as the process knows. */
  private final Set<String> refused = new TreeSet<>();

  /** The routers that the operator holds back; survives the end of the process. */
  private final Set<String> standingBy = new TreeSet<>();

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

  /** A random verdict of a router's tracking. */
  static TrackVerdict anyVerdict(RandomGenerator random) {
    TrackVerdict tracked =
        random.nextInt(3) == 0
            ? new TrackVerdict(0, "failed")
            : new TrackVerdict(random.nextInt(3) * 40 - 40, null);
    return tracked.with(
        new ServiceRank(random.nextInt(3) == 0 ? 50 : 0, random.nextInt(3) > 0, null));
  }

  /** The checks of all virtual services have decided. */
  void decideChecks() {
    verdicts.replaceAll(
        (_, verdict) -> verdict.with(new ServiceRank(verdict.rank().penalty(), true, null)));
  }

  /**
   * Lets the kernel take or refuse a router's addresses. Returns the call that tells the engine.
   */
  Consumer<VrrpCore> refuse(int router, boolean refuses) {
    String name = "VI_" + router;
    if (refuses) {
      refused.add(name);
    } else {
      refused.remove(name);
    }
    return core -> core.lacks(name, refuses ? REFUSED : null);
  }

  /** Removes these routers from the site, or puts them back. They are new to the engine then. */
  void present(List<Integer> group, boolean wanted) {
    for (int router : group) {
      routers.get(router).present(wanted);
      if (!wanted) {
        refused.remove("VI_" + router);
      }
    }
  }

  void standBy(List<Integer> group, boolean wanted) {
    for (int router : group) {
      if (wanted) {
        standingBy.add("VI_" + router);
      } else {
        standingBy.remove("VI_" + router);
      }
    }
  }

  void endStandBy() {
    standingBy.clear();
  }

  boolean standsBy(int router) {
    return standingBy.contains("VI_" + router);
  }

  void giveStandBy(VrrpCore core) {
    core.standBy(standingBy);
  }

  void forgetRefusals() {
    refused.clear();
  }

  boolean isRefused(int router) {
    return refused.contains("VI_" + router);
  }

  /** Whether nothing but its own interface, or the kernel, keeps that router from being master. */
  boolean allows(SimulatedRouter router, SimulatedKernel kernel) {
    String name = router.config().name();
    return router.isPresent()
        && verdict(name).fault() == null
        && router.config().needs().stream()
            .allMatch(other -> kernel.link(SimulatedSite.segment(other)).isRunning());
  }

  /** Tells a router what the engine reports about it. */
  void on(VrrpEvent event) {
    switch (event) {
      case Transition change -> router(change.router()).changed(change);
      case VrrpEvent.OtherMasterSeen two -> router(two.router()).sees(two.other());
      case VrrpEvent.OtherMasterGone one -> router(one.router()).seesNoMore(one.peer());
      case VrrpEvent.Notable _ -> {}
    }
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

  /** Configures the routers that are present, and the groups whose members are all present. */
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
