package org.hactl.vrrp.engine;

import java.util.List;
import org.hactl.vrrp.model.Reason;

/**
 * Hands roles over by hand in a sound network. At every moment a host has the addresses; the old
 * master speaks no more; it does not take the role back.
 */
final class HandOverDrill {
  private static final int GROUPS = 3;

  private final SimulatedSite site;
  private final Schedule schedule;
  private final SimulatedNetwork network;
  private final Referee referee;
  private final List<SimulatedNode> nodes;

  HandOverDrill(
      SimulatedSite site,
      Schedule schedule,
      SimulatedNetwork network,
      Referee referee,
      List<SimulatedNode> nodes) {
    this.site = site;
    this.schedule = schedule;
    this.network = network;
    this.referee = referee;
    this.nodes = nodes;
  }

  void run() {
    site.groups.stream().limit(GROUPS).forEach(this::handOver);
  }

  private void handOver(List<Integer> group) {
    SimulatedNode old =
        nodes.stream()
            .filter(node -> group.stream().allMatch(node::isMaster))
            .filter(node -> isOneOfTwo(node, group))
            .findFirst()
            .orElse(null);
    if (referee.violation() != null || old == null) {
      return;
    }
    referee.note(() -> "drill: hand over " + group + " on " + old.index());
    long beganNanos = schedule.now();
    old.handOver(group.getFirst());
    long end = schedule.now() + 2 * site.downNanos();
    while (referee.violation() == null && schedule.advance(end)) {
      referee.inspect();
      // Also while a third director preempts the new master, unless that one follows the RFC.
      group.stream()
          .filter(router -> old.isMaster(router) || !isStrict(router))
          .forEach(router -> someoneServes(old, router));
    }
    if (referee.violation() != null) {
      return;
    }
    for (int router : group) {
      SimulatedRouter one = old.router(router);
      long masters =
          nodes.stream()
              .filter(node -> isBeside(old, node))
              .filter(n -> n.isMaster(router))
              .count();
      referee.require(masters == 1 && !old.isMaster(router), one, "was not handed over");
      referee.require(
          one.machine().reason() == Reason.OPERATOR, one, "does not say that it was handed over");
      referee.require(
          one.lastSpokeNanos() <= beganNanos, one, "speaks although it has given its role away");
    }
  }

  /** Whether another director can take the roles, and all agree on what an advertisement is. */
  private boolean isOneOfTwo(SimulatedNode old, List<Integer> group) {
    return old.isEligible(group)
        && nodes.stream()
            .anyMatch(node -> node != old && isBeside(old, node) && node.isEligible(group))
        && group.stream().allMatch(router -> agreeOnInterval(old, router));
  }

  /**
   * A third director whose interval differs may make the old master wait too short for the next
   * advertisement.
   */
  private boolean agreeOnInterval(SimulatedNode old, int router) {
    List<SimulatedNode> beside =
        nodes.stream().filter(node -> isBeside(old, node) && node.isRunning()).toList();
    return referee.agreesOnInterval(router)
        && (beside.size() == 2
            || beside.stream()
                    .map(node -> node.router(router).config().advertInterval())
                    .distinct()
                    .count()
                == 1);
  }

  private boolean isStrict(int router) {
    return nodes.stream().anyMatch(node -> node.router(router).config().options().strict());
  }

  private boolean isBeside(SimulatedNode one, SimulatedNode other) {
    return network.part(0, one.index()) == network.part(0, other.index());
  }

  private void someoneServes(SimulatedNode old, int router) {
    boolean served =
        nodes.stream()
            .filter(node -> isBeside(old, node))
            .anyMatch(node -> node.reconciler().hasVirtual(node.router(router)));
    referee.require(served, old.router(router), "its address is on no host");
  }
}
