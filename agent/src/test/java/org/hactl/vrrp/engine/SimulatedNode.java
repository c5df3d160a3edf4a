package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.jspecify.annotations.Nullable;

/** A director: its engine, its clocks, and the failures and changes that can happen to it. */
final class SimulatedNode implements SimulatedKernel.Host {
  private static final long MS = 1_000_000L;
  private static final long LEAVE_NANOS = 1_500 * MS;

  private final int index;
  private final SimulatedSite site;
  private final Schedule schedule;
  private final SimulatedNetwork network;
  private final Referee referee;
  private final RandomGenerator random;
  private final SimulatedKernel kernel;
  private final VrrpNetwork shell;
  private final SimulatedEngine engine;
  private final SimulatedReconciler reconciler;
  private final ObservedProgram observed;
  private final SimulatedConfiguration configuration;
  private final List<SimulatedRouter> routers;
  private final SimulatedClocks clocks;
  private List<SimulatedNode> all = List.of();
  private boolean poweredOff;

  /** The process that hands its roles over to stop. */
  private @Nullable VrrpCore leaving;

  /** What the process that starts takes over. */
  private Map<String, RouterSnapshot> inherited = Map.of();

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
    this.reconciler = new SimulatedReconciler(site, kernel, engine, schedule, random);
    this.configuration = new SimulatedConfiguration(site);
    this.routers = configuration.routers();
    this.observed = new ObservedProgram(program, configuration::router);
    this.clocks = new SimulatedClocks(schedule, random);
    for (int router = 0; router < site.routers(); router++) {
      configuration.add(new SimulatedRouter(this, router, site, referee));
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
      clocks.boot();
    }
    clocks.start();
    configuration.forgetRefusals();
    VrrpCore made =
        new VrrpCore(
            shell,
            configuration::on,
            config -> configuration.router(config.name()),
            clocks::sinceBootNanos,
            clocks::wallClock,
            observed);
    made.starts().inherit(inherited);
    engine.begin(made);
    for (SimulatedRouter router : routers) {
      reconciler.retain(router, router.isPresent() ? router.config().addresses() : List.of());
    }
    configuration.giveVerdicts(made);
    configuration.giveStandBy(made);
    configuration.giveRouters(made);
    // An earlier process may have left addresses behind.
    routers.stream().filter(router -> !router.hasAddress()).forEach(reconciler::removeAll);
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
    int router = site.router(address);
    // Any other address is the host's own. It is announced so that unicast peers find the host.
    if (router >= 0) {
      routers.get(router).announces();
    }
  }

  @Override
  public void readable() {
    engine.readable();
  }

  /** Ends the process, or the power, before the process can send a packet. */
  void crash(boolean powerOff) {
    if (engine.isRunning()) {
      engine.end();
      kernel.release();
      routers.forEach(SimulatedRouter::crash);
    }
    if (powerOff && !poweredOff) {
      poweredOff = true;
      routers.forEach(SimulatedRouter::powerOff);
      routers.forEach(reconciler::removeAll);
    }
  }

  /** Another process takes over from the one that runs. */
  void takeOver() {
    VrrpCore running = engine.core();
    if (running == null || engine.isPaused() || running.handsOver()) {
      return;
    }
    inherited = running.freeze();
    crash(false);
    start();
    inherited = Map.of();
  }

  boolean takesOver() {
    return !inherited.isEmpty();
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

  /** Wakes up without the packets that were sent in the meantime. */
  void wakeFromSuspend() {
    kernel.forgetReceived();
    resume();
  }

  void resume() {
    if (!engine.isPaused()) {
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
    kernel
        .link(segment)
        .condition(configuration.ownsAddresses() ? condition.ofAnOwner() : condition);
    // Without an event the engine still looks once a second.
    if (random.nextInt(4) > 0) {
      engine.tell(running -> running.interfaceChanged(SimulatedSite.link(segment)));
    }
    routers.stream()
        .filter(router -> site.segmentByRouter.get(router.index) == segment)
        .forEach(reconciler::restore);
    schedule.after(random.nextLong(1_000 * MS), kernel.link(segment)::receiveFrame);
  }

  boolean isBare() {
    return routers.stream()
        .anyMatch(router -> reconciler.condition(router) == SimulatedLink.Condition.BARE);
  }

  /** Gives a router this verdict of its trackers. */
  void track(int router, TrackVerdict verdict) {
    configuration.verdict("VI_" + router, verdict);
    engine.tell(running -> running.track("VI_" + router, verdict));
  }

  void decideChecks() {
    configuration.decideChecks();
    engine.tell(configuration::giveVerdicts);
  }

  /** Lets the kernel take or refuse a router's addresses. */
  void refuse(int router, boolean refuses) {
    if (engine.isRunning() && routers.get(router).isPresent()) {
      engine.tell(configuration.refuse(router, refuses));
    }
  }

  void reconfigure(int router, RouterConfig changed) {
    SimulatedRouter one = routers.get(router);
    one.config(changed);
    engine.tell(running -> {
      reconciler.retain(one, one.config().addresses());
      configuration.giveRouters(running);
      reconciler.restore(one);
    });
  }

  /** Configures the site's sync groups, or none. */
  void regroup(boolean wanted) {
    configuration.grouped(wanted);
    engine.tell(configuration::giveRouters);
  }

  /** Removes these routers from the configuration, or adds them again. */
  void present(List<Integer> group, boolean wanted) {
    configuration.present(group, wanted);
    engine.tell(configuration::giveRouters);
  }

  /** Lets these routers stand by, or take part again. */
  void standBy(List<Integer> group, boolean wanted) {
    configuration.standBy(group, wanted);
    engine.tell(configuration::giveStandBy);
  }

  boolean standsBy(List<Integer> group) {
    return group.stream().anyMatch(configuration::standsBy);
  }

  /** Takes part with all routers again. */
  void endStandBy() {
    configuration.endStandBy();
    engine.tell(configuration::giveStandBy);
  }

  /** Stops after the roles are handed over, or after a time. */
  void leave() {
    VrrpCore running = engine.core();
    if (running == null || engine.isPaused()) {
      return;
    }
    leaving = running;
    engine.tell(core -> core.leave(LEAVE_NANOS));
    schedule.after(
        LEAVE_NANOS + random.nextLong(100 * MS),
        () -> {
          if (engine.core() == running) {
            stop();
          }
        });
  }

  /** Whether it hands its roles over to stop. */
  boolean leaves() {
    return leaving != null && leaving == engine.core();
  }

  void handOver(int router) {
    engine.tell(running -> running.handOver("VI_" + router));
  }

  SimulatedReconciler reconciler() {
    return reconciler;
  }

  /** Whether the director can be master of all routers of this group, with all they need. */
  boolean isEligible(List<Integer> group) {
    return canBeMaster(group) && group.stream().noneMatch(configuration::isRefused);
  }

  /**
   * Whether the director can be master if no other director can: its kernel may refuse some
   * addresses.
   */
  boolean canBeMaster(List<Integer> group) {
    return isRunning()
        && !leaves()
        && !standsBy(group)
        && group.stream()
            .allMatch(router ->
                reconciler.condition(routers.get(router)) == SimulatedLink.Condition.UP
                    && configuration.allows(routers.get(router), kernel));
  }

  boolean isMaster(int router) {
    return runs(routers.get(router)) && routers.get(router).machine().state() == State.MASTER;
  }

  boolean runs(SimulatedRouter router) {
    return isRunning() && router.machine().state() != State.INIT;
  }

  SimulatedRouter router(int router) {
    return routers.get(router);
  }

  boolean isGrouped() {
    return configuration.isGrouped();
  }

  boolean isRunning() {
    return engine.isRunning();
  }

  SimulatedEngine engine() {
    return engine;
  }

  int index() {
    return index;
  }

  long now() {
    return schedule.now();
  }

  SimulatedClocks clocks() {
    return clocks;
  }
}
