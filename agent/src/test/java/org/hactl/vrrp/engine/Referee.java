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
 * Watches a simulated world for what must never be, and for what must not last. It goes by what
 * happens alone, and not by what the state machines think of it.
 */
final class Referee {
  private static final String NONE = "no master";

  private final SimulatedSite site;
  private final Schedule schedule;
  private final SimulatedNetwork network;
  private final List<String> history = new ArrayList<>();
  private List<SimulatedNode> nodes = List.of();
  private @Nullable String violation;
  private long lastFaultNanos;
  private int changes;
  private boolean recording;

  /** By router: what is wrong in some part of its segment, and since when. */
  private final @Nullable String[] wrong;

  private final long[] wrongSinceNanos;

  /** By router: how often that changed. */
  private final int[] verdicts;

  private final List<SimulatedRouter> touched = new ArrayList<>();

  /** Those that have just advertised, and are to say why. */
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

  /** Null as long as all is well. */
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

  /** Writes down what happens from now on. */
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

  /** Something went wrong in the world; from now on nothing else may. */
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
      // Its first advertisement is out already: what counts is when it began.
      require(router.mayResume(), router, "resumed a role that others may have");
      return;
    }
    require(!router.isHeld(), router, "did not wait for its start-up hold");
    if (change.from() == State.BACKUP) {
      String objection = router.hearing.objection(router.machine(), schedule.now());
      require(objection == null, router, String.valueOf(objection));
    }
  }

  /** One that was master when it fell asleep has read and done what waited. */
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

  /** Looks again when what is wrong must be over. */
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

  /** Longer than this after the last fault nothing may be wrong. */
  private long boundNanos(int router) {
    if (!NONE.equals(wrong[router])) {
      // An owner makes way for one that heeds nobody at that one's fifth advertisement, which comes
      // as late as the network lets it.
      return 6 * site.intervalNanos();
    }
    int rounds = group(router).size() > 1 ? 2 : 1;
    return site.holdNanos() + rounds * site.downNanos() + 3 * site.intervalNanos();
  }

  private boolean isSound(int router) {
    return network.isSound()
        && nodes.stream().allMatch(node -> node.isGrouped() && !node.engine().isPaused())
        && group(router).stream().allMatch(this::agreesOnInterval);
  }

  /** In version 2 one interval is to be the same everywhere. */
  private boolean agreesOnInterval(int router) {
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
    for (SimulatedNode node : nodes) {
      int part = network.part(segment, node.index());
      masters[part] += node.isMaster(router) ? 1 : 0;
      eligible[part] += node.isEligible(group) ? 1 : 0;
    }
    for (int part = 0; part < 2; part++) {
      if (masters[part] > 1) {
        return "two masters";
      }
      if (masters[part] == 0 && eligible[part] > 0) {
        return NONE;
      }
      if (masters[part] > 0 && eligible[part] == 0) {
        return "a master that cannot be one";
      }
    }
    return null;
  }

  List<Integer> group(int router) {
    return site.groupByRouter.get(router);
  }

  /** An advertisement leaves before it is told that its sender is master, or is no more. */
  void advertises(SimulatedRouter router) {
    speakers.add(router);
  }

  /** What must hold between two events. */
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
