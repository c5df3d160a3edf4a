package org.hactl.vrrp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A director: its routers and groups, a clock of its own, and what can befall a machine. */
final class SimulatedNode {
  private final int index;
  private final SimulatedSite site;
  private final Schedule schedule;
  private final SimulatedNetwork network;
  private final Program program;
  private final Referee referee;
  private final RandomGenerator random;
  private final long clockOffsetNanos;
  private final List<SimulatedRouter> routers = new ArrayList<>();
  private final Map<String, TrackVerdict> verdicts = new HashMap<>();
  private final Queue<Runnable> inbox = new ArrayDeque<>();
  private final boolean[] linkUp;
  private List<SimulatedNode> all = List.of();
  private SyncGroups groups;
  private boolean grouped = true;
  private boolean running;
  private boolean paused;
  private long pausedNanos;

  /** The state machine, right or wrong. */
  interface Program {
    VirtualRouter router(RouterConfig config);

    SyncGroups groups();
  }

  SimulatedNode(
      int index,
      SimulatedSite site,
      Schedule schedule,
      SimulatedNetwork network,
      Program program,
      Referee referee,
      RandomGenerator random) {
    this.index = index;
    this.site = site;
    this.schedule = schedule;
    this.network = network;
    this.program = program;
    this.referee = referee;
    this.random = random;
    this.clockOffsetNanos = random.nextLong(1L << 40);
    this.groups = program.groups();
    this.linkUp = new boolean[site.segments];
    Arrays.fill(linkUp, true);
    for (int router = 0; router < site.routers(); router++) {
      routers.add(new SimulatedRouter(this, router, site.config(index, router), referee));
    }
  }

  void meet(List<SimulatedNode> everybody) {
    all = everybody;
  }

  void start() {
    if (running) {
      return;
    }
    running = true;
    groups = program.groups();
    routers.forEach(SimulatedRouter::create);
    form();
    for (int segment = 0; segment < linkUp.length; segment++) {
      tellLink(segment);
    }
    routers.forEach(SimulatedRouter::start);
    settle();
    routers.forEach(SimulatedRouter::started);
  }

  /** Loses everything, says nothing. */
  void crash() {
    if (running) {
      routers.forEach(SimulatedRouter::crash);
      running = false;
      paused = false;
      inbox.clear();
    }
  }

  void stop() {
    resume();
    if (running) {
      routers.forEach(SimulatedRouter::leaveGroup);
      each(router -> router.step(new Input.Shutdown(), now()));
      running = false;
      inbox.clear();
    }
  }

  void pause() {
    if (running && !paused) {
      paused = true;
      pausedNanos = now();
    }
  }

  /** Nothing that was sent meanwhile was received. */
  void wakeFromSuspend() {
    inbox.clear();
    resume();
  }

  /** Takes in what came meanwhile before any timer, as the engine does. */
  void resume() {
    if (!running || !paused) {
      return;
    }
    paused = false;
    Map<SimulatedRouter, Integer> asleep = new HashMap<>();
    routers.stream()
        .filter(router -> isMaster(router.index))
        .forEach(router -> asleep.put(router, router.changes()));
    while (!inbox.isEmpty()) {
      inbox.remove().run();
    }
    for (int segment = 0; segment < linkUp.length; segment++) {
      tellLink(segment);
    }
    routers.forEach(SimulatedRouter::disarm);
    each(router -> router.step(new Input.Reconfigured(router.config()), now()));
    form();
    settle();
    each(SimulatedRouter::fire);
    asleep.forEach((router, changes) -> referee.awoke(router, changes, now() - pausedNanos));
  }

  void setLink(int segment, boolean up) {
    linkUp[segment] = up;
    if (isAwake()) {
      tellLink(segment);
    }
  }

  private void tellLink(int segment) {
    Input input =
        linkUp[segment]
            ? new Input.InterfaceUp(SimulatedSite.address(index))
            : new Input.InterfaceDown(Reason.INTERFACE_DOWN);
    each(router -> {
      if (site.segmentByRouter.get(router.index) == segment) {
        router.step(input, now());
      }
    });
    if (linkUp[segment] && random.nextBoolean()) {
      schedule.after(random.nextLong(1_000_000_000L), () -> hearFrame(segment));
    }
  }

  private void hearFrame(int segment) {
    if (isAwake() && linkUp[segment]) {
      each(router -> {
        if (site.segmentByRouter.get(router.index) == segment) {
          router.step(new Input.FrameHeard(), now());
        }
      });
    }
  }

  /** What a router tracks comes to this. */
  void track(int router, TrackVerdict verdict) {
    verdicts.put("VI_" + router, verdict);
    groups.track("VI_" + router, verdict);
    if (isAwake()) {
      judge();
    }
  }

  private void judge() {
    each(router -> router.step(new Input.Tracked(groups.verdict(router.config().name())), now()));
  }

  void reconfigure(int router, RouterConfig changed) {
    routers.get(router).config(changed);
    if (isAwake()) {
      routers.get(router).step(new Input.Reconfigured(changed), now());
    }
  }

  /** The groups of the site, or none. */
  void regroup(boolean wanted) {
    grouped = wanted;
    if (isAwake()) {
      form();
      settle();
    }
  }

  private void form() {
    groups.configure(grouped ? site.syncGroups() : List.of());
    verdicts.forEach(groups::track);
    Map<String, SyncGroup> groupByRouter = new HashMap<>();
    groups
        .all()
        .forEach((group, names) -> {
          group.members(names.stream().map(name -> routers.get(number(name))).toList());
          names.forEach(name -> groupByRouter.put(name, group));
        });
    routers.forEach(router -> router.join(groupByRouter.get(router.config().name())));
    judge();
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(name.indexOf('_') + 1));
  }

  private void settle() {
    groups.all().keySet().forEach(group -> group.settle(now()));
  }

  void yieldMastership(int router) {
    if (isAwake()) {
      routers.get(router).step(new Input.OperatorYield(), now());
    }
  }

  void send(SimulatedRouter from, Advertisement advertisement) {
    int segment = site.segmentByRouter.get(from.index);
    if (linkUp[segment]) {
      network.send(
          segment,
          index,
          (to, whole) -> all.get(to).receive(from.index, segment, advertisement, whole));
    }
  }

  private void receive(int router, int segment, Advertisement heard, boolean whole) {
    if (!running || !linkUp[segment]) {
      return;
    }
    Input input =
        whole ? heard : new Rejected(RejectReason.CHECKSUM, heard.source(), heard.priority());
    if (paused) {
      inbox.add(() -> routers.get(router).step(input, now()));
    } else {
      routers.get(router).step(input, now());
    }
  }

  private void each(Consumer<SimulatedRouter> action) {
    routers.forEach(action);
  }

  /** When the engine wakes for that router's timer, on the world's clock. */
  long wakingNanos(VirtualRouter machine) {
    long deadline = machine.nextDeadlineNanos() - clockOffsetNanos;
    long earliest = machine.earliestDeadlineNanos() - clockOffsetNanos;
    return random.nextInt(4) == 0 ? Math.max(now(), earliest) : Math.max(now(), deadline);
  }

  /** Whether it can be master of that router, and of those that go with it. */
  boolean isEligible(List<Integer> group) {
    return running
        && group.stream()
            .allMatch(router ->
                linkUp[site.segmentByRouter.get(router)]
                    && verdicts.getOrDefault("VI_" + router, TrackVerdict.FINE).fault() == null);
  }

  boolean isMaster(int router) {
    return running && routers.get(router).machine().state() == State.MASTER;
  }

  /** What it advertises for that router if it is told all there is. */
  int priority(int router) {
    return routers.get(router).machine().self().priority();
  }

  SimulatedRouter router(int router) {
    return routers.get(router);
  }

  boolean isGrouped() {
    return grouped;
  }

  boolean isRunning() {
    return running;
  }

  boolean isAwake() {
    return running && !paused;
  }

  boolean isPaused() {
    return running && paused;
  }

  Program program() {
    return program;
  }

  Schedule schedule() {
    return schedule;
  }

  int index() {
    return index;
  }

  long now() {
    return schedule.now();
  }

  long clockOffsetNanos() {
    return clockOffsetNanos;
  }
}
