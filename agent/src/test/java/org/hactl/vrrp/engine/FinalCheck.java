package org.hactl.vrrp.engine;

import java.util.List;

/** What must be true at the end of a simulation, when the network has been sound for long. */
final class FinalCheck {
  private final SimulatedSite site;
  private final SimulatedNetwork network;
  private final Referee referee;
  private final List<SimulatedNode> nodes;

  FinalCheck(
      SimulatedSite site, SimulatedNetwork network, Referee referee, List<SimulatedNode> nodes) {
    this.site = site;
    this.network = network;
    this.referee = referee;
    this.nodes = nodes;
  }

  /** In each part of the network, for sites in which every router preempts. */
  void theBestIsMaster() {
    for (List<Integer> group : site.groups) {
      for (int part = 0; part < 2; part++) {
        theBestIsMaster(group, part);
      }
    }
  }

  private void theBestIsMaster(List<Integer> group, int part) {
    int router = group.getFirst();
    int segment = site.segmentByRouter.get(router);
    int best = 0;
    int ruling = 0;
    for (SimulatedNode node : nodes) {
      if (network.part(segment, node.index()) != part) {
        continue;
      }
      if (node.isMaster(router) && !node.isEligible(group)) {
        // It took the role without all addresses when no other director did, and yields only to a
        // higher priority.
        return;
      }
      if (node.isEligible(group)) {
        int priority = node.router(router).priority();
        best = Math.max(best, priority);
        ruling = node.isMaster(router) ? priority : ruling;
      }
    }
    if (ruling != best) {
      referee.violate("priority " + ruling + " rules over " + best + " for VI_" + router);
    }
  }

  void noRouterSeesTwoMasters() {
    for (SimulatedNode node : nodes) {
      for (int router = 0; router < site.routers(); router++) {
        SimulatedRouter one = node.router(router);
        referee.require(
            !node.isRunning() || one.rivals() == 0,
            one,
            "sees a second master where there is none");
      }
    }
  }

  void addressesFollowTheRole() {
    for (SimulatedNode node : nodes) {
      for (int router = 0; router < site.routers(); router++) {
        SimulatedRouter one = node.router(router);
        referee.require(
            !node.isRunning() || node.reconciler().hasVirtual(one) == node.isMaster(router),
            one,
            "has its addresses, or not, whatever its role");
      }
    }
  }
}
