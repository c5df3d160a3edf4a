package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.jspecify.annotations.Nullable;

/** A director: its engine, its clocks, what it is configured for, and what can befall it. */
final class SimulatedNode implements SimulatedKernel.Host {
  private static final long MS = 1_000_000L;
  private static final long EPOCH_SECONDS = 1_800_000_000L;
  private static final ServingFault REFUSED =
      new ServingFault(Reason.ADDRESS_REFUSED, "Permission denied");

  private final int index;
  private final SimulatedSite site;
  private final Schedule schedule;
  private final SimulatedNetwork network;
  private final Referee referee;
  private final RandomGenerator random;
  private final SimulatedKernel kernel;
  private final VrrpNetwork shell;
  private final SimulatedEngine engine;
  private final ObservedProgram observed;
  private final List<SimulatedRouter> routers = new ArrayList<>();
  private final Map<String, TrackVerdict> verdicts = new HashMap<>();

  /** The routers whose addresses its kernel refuses, as far as this process knows. */
  private final Set<Integer> refused = new TreeSet<>();

  private List<SimulatedNode> all = List.of();
  private boolean grouped = true;
  private boolean poweredOff;
  private long bootNanos;
  private long startNanos;
  private long wallClockOffsetSeconds;

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
    this.referee = referee;
    this.random = random;
    this.kernel = new SimulatedKernel(this, site, index);
    this.shell = program.network(kernel);
    this.engine = new SimulatedEngine(this, shell, schedule, referee, random);
    this.observed = new ObservedProgram(program, name -> routers.get(number(name)));
    this.bootNanos = -random.nextLong(1L << (random.nextBoolean() ? 29 : 50));
    for (int router = 0; router < site.routers(); router++) {
      routers.add(new SimulatedRouter(this, router, site, referee));
    }
  }

  void meet(List<SimulatedNode> everybody) {
    all = everybody;
  }

  void start() {
    if (engine.isRunning()) {
      return;
    }
    if (poweredOff) {
      poweredOff = false;
      bootNanos = now() - random.nextLong(1_000 * MS);
    }
    startNanos = now();
    refused.clear();
    VrrpCore made =
        new VrrpCore(
            shell,
            this::on,
            config -> routers.get(number(config.name())),
            this::clock,
            this::wallClock,
            observed);
    engine.begin(made);
    for (SimulatedRouter router : routers) {
      link(router)
          .retain(router.index, router.isPresent() ? router.config().addresses() : List.of());
    }
    verdicts.forEach(made::track);
    configure();
    for (SimulatedRouter router : routers) {
      if (!router.hasAddress()) {
        // What an earlier process has left behind.
        link(router).put(router.index, List.of());
      }
    }
    engine.arm();
  }

  @Override
  public void reads(@Nullable SimulatedPacket packet) {
    observed.reads(packet);
  }

  @Override
  public void sends(int segment, SimulatedPacket packet) {
    int router = site.router(segment, packet.family(), packet.virtualRouterId());
    routers.get(router).sends(packet);
    network.send(
        segment,
        index,
        site.node(packet.destination()),
        packet,
        (to, arriving) -> all.get(to).kernel.arrive(segment, arriving));
  }

  @Override
  public void announces(InetAddress address) {
    routers.get(site.router(address)).announces();
  }

  @Override
  public void readable() {
    engine.readable();
  }

  /** Loses everything, says nothing. */
  void crash(boolean powerOff) {
    if (engine.isRunning()) {
      engine.end();
      kernel.release();
      routers.forEach(SimulatedRouter::crash);
    }
    if (powerOff && !poweredOff) {
      poweredOff = true;
      routers.forEach(SimulatedRouter::powerOff);
      routers.forEach(router -> link(router).put(router.index, List.of()));
    }
  }

  void stop() {
    resume();
    VrrpCore running = engine.core();
    if (running != null) {
      running.close();
      crash(false);
    }
  }

  void pause() {
    engine.pause();
  }

  /** Nothing that was sent meanwhile was received. */
  void wakeFromSuspend() {
    kernel.forgetReceived();
    resume();
  }

  void resume() {
    if (!isPaused()) {
      return;
    }
    Map<SimulatedRouter, Integer> asleep = new LinkedHashMap<>();
    routers.stream()
        .filter(
            router -> isMaster(router.index) && now() - engine.pausedNanos() >= router.downNanos())
        .forEach(router -> asleep.put(router, router.changes()));
    engine.resume();
    asleep.forEach(referee::awoke);
  }

  void setLink(int segment, SimulatedLink.Condition condition) {
    kernel.link(segment).condition(ownsAddresses() ? withAddresses(condition) : condition);
    // Also when nobody is told, the engine looks once a second.
    if (random.nextInt(4) > 0) {
      engine.tell(running -> running.interfaceChanged(SimulatedSite.link(segment)));
    }
    for (SimulatedRouter router : routers) {
      if (router.hasAddress() && site.segmentByRouter.get(router.index) == segment) {
        program(router, router.config().addresses());
      }
    }
    schedule.after(random.nextLong(1_000 * MS), kernel.link(segment)::receiveFrame);
  }

  /** An owner's addresses are its director's own: it is never without. */
  private static SimulatedLink.Condition withAddresses(SimulatedLink.Condition condition) {
    return condition == SimulatedLink.Condition.BARE ? SimulatedLink.Condition.DOWN : condition;
  }

  private boolean ownsAddresses() {
    return routers.stream().anyMatch(router -> router.config().isOwner());
  }

  boolean isBare() {
    return routers.stream()
        .anyMatch(router -> link(router).condition() == SimulatedLink.Condition.BARE);
  }

  /** What a router tracks comes to this. */
  void track(int router, TrackVerdict verdict) {
    verdicts.put("VI_" + router, verdict);
    engine.tell(running -> running.track("VI_" + router, verdict));
  }

  /** The kernel takes a router's addresses, or refuses them. */
  void refuse(int router, boolean refuses) {
    if (engine.isRunning()) {
      if (refuses) {
        refused.add(router);
      } else {
        refused.remove(router);
      }
      engine.tell(running -> running.lacks("VI_" + router, refuses ? REFUSED : null));
    }
  }

  void reconfigure(int router, RouterConfig changed) {
    routers.get(router).config(changed);
    SimulatedRouter one = routers.get(router);
    engine.tell(_ -> {
      link(one).retain(router, one.config().addresses());
      configure();
      if (one.hasAddress()) {
        program(one, one.config().addresses());
      }
    });
  }

  /** The groups of the site, or none. */
  void regroup(boolean wanted) {
    grouped = wanted;
    engine.tell(_ -> configure());
  }

  /** Takes those routers from the site, or puts them back. */
  void present(List<Integer> group, boolean wanted) {
    group.forEach(router -> routers.get(router).present(wanted));
    if (!wanted) {
      // What comes back is another router to the engine.
      refused.removeAll(group);
    }
    engine.tell(_ -> configure());
  }

  private void configure() {
    VrrpCore running = engine.core();
    if (running != null) {
      List<RouterConfig> configs =
          routers.stream().filter(SimulatedRouter::isPresent).map(SimulatedRouter::config).toList();
      Set<String> names =
          configs.stream().map(RouterConfig::name).collect(Collectors.toCollection(TreeSet::new));
      List<SyncGroupConfig> groups =
          site.syncGroups().stream()
              .filter(group -> grouped && names.containsAll(group.routers()))
              .toList();
      running.configure(configs, groups, Map.of());
    }
  }

  static int number(String name) {
    return Integer.parseInt(name.substring(name.indexOf('_') + 1));
  }

  void yieldMastership(int router) {
    engine.tell(running -> running.yieldMastership("VI_" + router));
  }

  void stepWallClock() {
    wallClockOffsetSeconds += random.nextInt(7_200) - 3_600;
  }

  private void on(VrrpEvent event) {
    switch (event) {
      case Transition change -> routers.get(number(change.router())).changed(change);
      case VrrpEvent.TwoMasters two -> routers.get(number(two.router())).sees(two.other());
      case VrrpEvent.TwoMastersOver one -> routers.get(number(one.router())).seesNoMore(one.peer());
      case VrrpEvent.Notable _ -> {}
    }
  }

  /** As the agent does: takes addresses away at once, and says when they are there. */
  void program(SimulatedRouter router, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      link(router).put(router.index, addresses);
      return;
    }
    VirtualRouter machine = router.machine();
    schedule.after(
        1 + random.nextLong(20 * MS),
        () ->
            engine.tell(running -> {
              if (router.machine() == machine && router.hasAddress()) {
                link(router).put(router.index, router.config().addresses());
                running.interfaceChanged(router.config().interfaceName());
                running.addressesReady(List.of(router.config().name()));
              }
            }));
  }

  private SimulatedLink link(SimulatedRouter router) {
    return kernel.link(site.segmentByRouter.get(router.index));
  }

  /** Whether the addresses of a router are on its interface. */
  boolean hasVirtual(SimulatedRouter router) {
    return !link(router).virtual(router.index).isEmpty();
  }

  /** Whether it can be master of that router, and of those that go with it. */
  boolean isEligible(List<Integer> group) {
    return isRunning()
        && group.stream()
            .allMatch(router ->
                link(routers.get(router)).condition() == SimulatedLink.Condition.UP
                    && hasWhatItNeeds(routers.get(router).config())
                    && !refused.contains(router)
                    && routers.get(router).isPresent()
                    && verdicts.getOrDefault("VI_" + router, TrackVerdict.FINE).fault() == null);
  }

  private boolean hasWhatItNeeds(RouterConfig config) {
    return config.needs().stream()
        .allMatch(name -> kernel.link(SimulatedSite.segment(name)).isRunning());
  }

  boolean isMaster(int router) {
    return runs(routers.get(router)) && routers.get(router).machine().state() == State.MASTER;
  }

  boolean runs(SimulatedRouter router) {
    return isRunning() && router.machine().state() != State.INIT;
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
    return engine.isRunning();
  }

  boolean isAwake() {
    return engine.isAwake();
  }

  boolean isPaused() {
    return engine.isPaused();
  }

  int index() {
    return index;
  }

  long now() {
    return schedule.now();
  }

  long startNanos() {
    return startNanos;
  }

  long bootNanos() {
    return bootNanos;
  }

  /** Nanoseconds since its boot. */
  long clock() {
    return schedule.now() - bootNanos;
  }

  private Instant wallClock() {
    return Instant.ofEpochSecond(EPOCH_SECONDS + wallClockOffsetSeconds, schedule.now());
  }
}
