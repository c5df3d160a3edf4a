package org.hactl.vrrp.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.protocol.GroupIntent;
import org.jspecify.annotations.Nullable;

/**
 * Watches a simulated world for states that must never occur or must not last. It judges by events
 * alone, and not by what the state machines believe.
 */
final class Referee {
  private static final String NONE = "no master";
  private static final String CANNOT = "a master that cannot be one";

  private final SimulatedSite site;
  private final Schedule schedule;
  private final SimulatedNetwork network;
  private final List<String> history = new ArrayList<>();
  private List<SimulatedNode> nodes = List.of();
  private @Nullable String violation;
  private long lastFaultNanos;
  private int changes;
  private boolean recording;

  /** By router: what is wrong in a part of its segment, and since when. */
  private final @Nullable String[] wrong;

  private final long[] wrongSinceNanos;

  /** By router: how often this changed. */
  private final int[] verdicts;

  private final List<SimulatedRouter> touched = new ArrayList<>();

  /** The routers that have just advertised, which the next inspection checks. */
  private final List<SimulatedRouter> speakers = new ArrayList<>();

  Referee(SimulatedSite site, Schedule schedule, SimulatedNetwork network) {
    this.site = site;
    this.schedule = schedule;
    this.network = network;
    this.wrong = new String[site.routers()];
    this.wrongSinceNanos = new long[site.routers()];
    this.verdicts = new int[site.routers()];
  }

  void watch(List<SimulatedNode> everybody) {
    nodes = everybody;
  }

  /** The first violation; null if there is none. */
  @Nullable String violation() {
    return violation;
  }

  List<String> history() {
    return history;
  }

  int changes() {
    return changes;
  }

  void note(Supplier<String> what) {
    if (recording) {
      history.add(schedule.now() / 1_000_000 + " ms: " + what.get());
    }
  }

  /** Records events from now on. */
  void record() {
    recording = true;
  }

  void violate(String what) {
    if (violation == null) {
      violation = "at " + schedule.now() / 1_000_000 + " ms: " + what;
    }
  }

  void require(boolean condition, SimulatedRouter router, String otherwise) {
    if (!condition) {
      violate(router + ": " + otherwise);
    }
  }

  /** The simulation caused a failure; the time limits start again from here. */
  void fault() {
    lastFaultNanos = schedule.now();
    for (int router = 0; router < site.routers(); router++) {
      count(router);
    }
    nodes.forEach(this::inspect);
  }

  void changed(SimulatedRouter router, Transition change) {
    changes++;
    touched.add(router);
    note(() ->
        router.config().name()
            + " on "
            + router.node().index()
            + ": "
            + change.from()
            + " -> "
            + change.to()
            + " by "
            + change.reason().text());
    boolean was = change.from() == State.MASTER;
    require(router.hasAddress() == was, router, "its address is not where its role was");
    if (change.to() == State.MASTER) {
      becameMaster(router, change);
    }
    count(router.index);
  }

  private void becameMaster(SimulatedRouter router, Transition change) {
    if (change.reason() == Reason.RESUMED) {
      // The router has already sent its first advertisement, so the age counts from the router's
      // start.
      require(router.mayResume(), router, "resumed a role that others may have");
      return;
    }
    require(!router.isHeld(), router, "did not wait for its start-up hold");
    if (change.from() == State.BACKUP) {
      String objection = router.hearing.objection(router.machine(), schedule.now());
      require(objection == null, router, String.valueOf(objection));
    }
  }

  /** A router that was master before a pause has now read the packets that waited. */
  void awoke(SimulatedRouter router, int changesBefore) {
    boolean listened = router.changes() > changesBefore;
    require(listened, router, "goes on as master without listening");
  }

  private void count(int router) {
    String now = wrong(router);
    if (!Objects.equals(now, wrong[router])) {
      wrong[router] = now;
      wrongSinceNanos[router] = schedule.now();
      verdicts[router]++;
      if (now != null) {
        lookLater(router, verdicts[router]);
      }
    }
  }

  /** Looks again at the time when the segment must be right. */
  private void lookLater(int router, int verdict) {
    long sinceNanos = wrongSinceNanos[router];
    long bound = boundNanos(router);
    schedule.at(
        Math.max(schedule.now() + 1, Math.max(sinceNanos, lastFaultNanos) + bound),
        () -> {
          if (verdicts[router] != verdict) {
            return;
          }
          if (!isSound(router)) {
            lastFaultNanos = schedule.now();
          }
          if (schedule.now() < lastFaultNanos + bound) {
            lookLater(router, verdict);
          } else {
            violate(
                wrong[router] + " of VI_" + router + " since " + sinceNanos / 1_000_000 + " ms");
          }
        });
  }

  /** How long a router's segment may stay wrong after the last failure in the simulation. */
  private long boundNanos(int router) {
    if (CANNOT.equals(wrong[router])) {
      // A router that stands by first waits a down timer for another master.
      return site.downNanos() + 4 * site.intervalNanos();
    }
    if (!NONE.equals(wrong[router])) {
      // An owner yields to a strict owner at the fifth advertisement, which the network may delay.
      return 6 * site.intervalNanos();
    }
    int rounds = group(router).size() > 1 ? 2 : 1;
    // A unicast router first gives its peers a down timer's time to find it.
    int waits = group(router).stream().anyMatch(this::isUnicast) ? 1 : 0;
    return site.holdNanos() + (rounds + waits) * site.downNanos() + 3 * site.intervalNanos();
  }

  private boolean isUnicast(int router) {
    return nodes.getFirst().router(router).config().transport().isUnicast();
  }

  private boolean isSound(int router) {
    return network.isSound()
        && nodes.stream().allMatch(node -> node.isGrouped() && !node.engine().isPaused())
        && group(router).stream().allMatch(this::agreesOnInterval);
  }

  /** In version 2 every director must have the same interval. */
  boolean agreesOnInterval(int router) {
    return site.kind(router).version() == VrrpVersion.V3
        || nodes.stream()
                .filter(SimulatedNode::isRunning)
                .map(node -> node.router(router).config().advertInterval())
                .distinct()
                .count()
            <= 1;
  }

  private @Nullable String wrong(int router) {
    int segment = site.segmentByRouter.get(router);
    List<Integer> group = group(router);
    int[] masters = new int[2];
    int[] eligible = new int[2];
    int[] able = new int[2];
    for (SimulatedNode node : nodes) {
      int part = network.part(segment, node.index());
      masters[part] += node.isMaster(router) ? 1 : 0;
      eligible[part] += node.isEligible(group) ? 1 : 0;
      able[part] += node.canBeMaster(group) ? 1 : 0;
    }
    for (int part = 0; part < 2; part++) {
      if (masters[part] > 1) {
        return "two masters";
      }
      if (masters[part] == 0 && eligible[part] > 0) {
        return NONE;
      }
      if (masters[part] > 0 && able[part] == 0) {
        return CANNOT;
      }
    }
    return null;
  }

  List<Integer> group(int router) {
    return site.groupByRouter.get(router);
  }

  /** A router advertises. The engine reports the change of its role only afterwards. */
  void advertises(SimulatedRouter router) {
    speakers.add(router);
  }

  /** Checks what must hold between two events. */
  void inspect() {
    for (SimulatedRouter router : speakers) {
      require(router.isOrWasMaster(), router, "advertises although it is not master");
    }
    speakers.clear();
    for (SimulatedRouter router : touched) {
      if (router.node().engine().isAwake()) {
        inspect(router.node(), group(router.index));
      }
    }
    touched.clear();
  }

  private void inspect(SimulatedNode node) {
    if (node.engine().isAwake()) {
      site.groups.forEach(group -> inspect(node, group));
    }
  }

  private void inspect(SimulatedNode node, List<Integer> group) {
    int masters = 0;
    int faults = 0;
    boolean joining = false;
    for (int member : group) {
      SimulatedRouter router = node.router(member);
      if (!router.isPresent()) {
        return;
      }
      State state = router.machine().state();
      if (state == State.INIT && node.leaves()) {
        // A director that stops ends its routers one by one, as other directors take the roles.
        return;
      }
      require(router.hasAddress() == (state == State.MASTER), router, "address and role differ");
      masters += state == State.MASTER ? 1 : 0;
      faults += state == State.FAULT ? 1 : 0;
      joining |= router.machine().intent() == GroupIntent.NONE;
    }
    boolean together = masters == 0 || masters == group.size() || joining;
    if (node.isGrouped() && !(together && (faults == 0 || faults == group.size()))) {
      violate("group " + group + " on " + node.index() + " is not in one state");
    }
  }
}
