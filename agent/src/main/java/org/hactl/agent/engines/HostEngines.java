package org.hactl.agent.engines;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.hactl.agent.converge.EngineEvents;
import org.hactl.agent.converge.Engines;
import org.hactl.agent.store.SlowStartStore;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.health.HealthChecks;
import org.hactl.health.HealthListener;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.health.ServiceHealth;
import org.hactl.health.probe.VipWays;
import org.hactl.host.CheckSpec;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.command.Scripts;
import org.hactl.notify.AddressArrivals;
import org.hactl.reconcile.HealthLookup;
import org.hactl.track.TrackEngine;
import org.hactl.track.TrackSources;
import org.hactl.track.TrackerSnapshot;
import org.hactl.vrrp.engine.VrrpDrill;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of a real host. */
public final class HostEngines implements Engines, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostEngines.class);
  private static final Duration MAX_FIRST_CHECKS_WAIT = Duration.ofSeconds(10);

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Directors begin an apply that moves addresses at the same moment, but are not equally fast. */
  private static final Duration OTHER_MASTER = Duration.ofMillis(500);

  private final VrrpHost vrrp;
  private final StagedRouters routers;
  private final HandOvers handOvers;
  private final HandOverRequests handOverRequests;
  private final HealthChecks checks;
  private final CapacityHost capacity;
  private final TrackEngine tracking;
  private final BfdHost bfd;
  private final DriftSchedule schedule;
  private final InstantSource wallClock;
  private final EngineListener listener;
  private final AddressArrivals arrivals;
  private final Executor later;
  private final EngineEvents events;
  private volatile HostState state = HostState.empty("", "");
  private Map<RealServerKey, HealthView> inheritedHealth = Map.of();

  /**
   * @param events receives the events that the workers have to know
   * @param listener receives the events that are reported to people
   * @param arrivals receives the routers that wait for their addresses
   * @param scripts runs the tracked scripts
   * @param vipWays by which checks ask VIPs
   * @param handOvers the virtual routers that an operator handed over
   * @param slowStarts keeps which real servers do not have their whole weight yet
   * @param later runs tasks for which a failover does not have to wait
   * @param wallClock for cron expressions, and for times of day that are shown
   */
  public HostEngines(
      EngineEvents events,
      EngineListener listener,
      AddressArrivals arrivals,
      VrrpHost.VrrpStarter vrrpStarter,
      BfdHost.BfdStarter bfdStarter,
      Scripts scripts,
      VipWays vipWays,
      HandOvers handOvers,
      SlowStartStore slowStarts,
      Executor later,
      InstantSource wallClock) {
    this.events = events;
    this.wallClock = wallClock;
    this.listener = listener;
    this.arrivals = arrivals;
    this.later = later;
    this.handOvers = handOvers;
    this.vrrp = new VrrpHost(vrrpStarter, this::vrrpEvent, handOvers::routers);
    this.routers = new StagedRouters(vrrp);
    this.handOverRequests = new HandOverRequests(vrrp, handOvers, () -> state);
    this.bfd = new BfdHost(bfdStarter, this::bfdChanged);
    this.checks = new HealthChecks(heard(), scripts, bfd, vipWays);
    this.capacity =
        new CapacityHost(
            checks,
            () -> System.nanoTime() / NANOS_PER_MILLI,
            wallClock,
            slowStarts,
            later,
            listener::quorum);
    this.tracking =
        new TrackEngine(
            TrackSources.ofHost(scripts, bfd, new CheckedServices(checks, capacity)),
            vrrp::track,
            wallClock);
    this.schedule = new DriftSchedule(wallClock, events::fullPassDue);
  }

  private void vrrpEvent(VrrpEvent event) {
    if (event instanceof Transition transition) {
      boolean master = transition.to() == State.MASTER;
      if (transition.reason() == Reason.TAKEN_OVER) {
        // The previous process has reported how the router came into its state.
        events.roleChanged(transition.router(), master);
        followHandOver(transition);
        return;
      }
      if (master) {
        arrivals.expect(transition.router());
      } else {
        arrivals.arrived(transition.router());
      }
      events.roleChanged(transition.router(), master);
      followHandOver(transition);
      if (transition.reason() == Reason.INTERFACE_UP) {
        tracking.recheck(transition.router());
      }
    }
    listener.vrrp(event);
  }

  private void followHandOver(Transition transition) {
    if (handOvers.follow(transition)) {
      later.execute(handOvers::save);
    }
  }

  private void bfdChanged(BfdTransition transition) {
    tracking.bfdChanged();
    later.execute(() -> {
      String session = transition.session();
      checks.sessionChanged(session, bfd.neighbour(session));
    });
    listener.bfd(transition);
  }

  private HealthListener heard() {
    return new HealthListener() {
      @Override
      public void changed(RealServerKey server, HealthView from, HealthView to) {
        healthChanged(server, from, to);
      }

      @Override
      public void weighed(RealServerKey server, HealthView to) {
        events.healthChanged();
      }
    };
  }

  private void healthChanged(RealServerKey server, HealthView from, HealthView to) {
    capacity.look(server.service());
    events.healthChanged();
    tracking.servicesChanged();
    ServiceHealth counts = checks.count(server.service());
    listener.health(server, from, to, counts == null ? 0 : counts.healthy());
  }

  @Override
  public void holds(Holds holds) {
    capacity.holds(holds);
    tracking.servicesChanged();
  }

  /** Call it about once a second: real servers that start slowly get more weight. */
  public void stepSlowStarts() {
    if (capacity.step()) {
      events.healthChanged();
    }
  }

  /** The engines go on in the place of those of another process, once they are configured. */
  public void inherit(EngineState from) {
    Map<RealServerKey, HealthView> health = new HashMap<>();
    from.servers().forEach(each -> health.put(each.server(), each.health()));
    inheritedHealth = health;
    capacity.inherit(from.quorums());
    bfd.inherit(from.sessions());
    tracking.inherit(from.trackers());
    vrrp.inherit(from.routers());
  }

  /**
   * Stands still for the process that takes over: until {@code goOn} is counted down, VRRP and BFD
   * neither send nor read, and no role changes. No role is given away.
   */
  public EngineState freeze(CountDownLatch goOn) {
    List<EngineState.Checked> servers =
        checks.snapshot().entrySet().stream()
            .map(each -> new EngineState.Checked(each.getKey(), each.getValue()))
            .toList();
    Map<String, TrackerSnapshot> trackers = tracking.snapshot();
    Map<String, SessionSnapshot> sessions = bfd.freeze(goOn);
    return new EngineState(vrrp.freeze(goOn), sessions, servers, trackers, capacity.views());
  }

  @Override
  public List<String> problems(HostState wanted) {
    return EngineProblems.of(wanted, wallClock.instant());
  }

  @Override
  public void configure(HostState wanted) {
    configure(wanted, () -> configureChecks(wanted), () -> routers.configure(wanted));
  }

  @Override
  public void goOnSettling(HostState before) {
    routers.goOnSettling(before);
  }

  private void configureChecks(HostState wanted) {
    checks.configure(wanted.virtualServices(), inheritedHealth);
    inheritedHealth = Map.of();
  }

  @Override
  public void tryOut(HostState wanted, Set<String> resumed, List<VirtualServiceSpec> serving) {
    configure(
        wanted,
        () -> checks.configureOnTrial(wanted.virtualServices(), serving),
        () -> routers.tryOut(wanted, resumed));
  }

  @Override
  public boolean confirmed() {
    checks.confirmed();
    return routers.confirmed();
  }

  @Override
  public boolean settled() {
    return routers.settled();
  }

  private void configure(HostState wanted, Runnable configureChecks, Runnable configureRouters) {
    listener.configure(wanted);
    List<String> refusals = new ArrayList<>();
    // An engine that cannot run does not keep the others from running.
    var _ = attempt(() -> bfd.configure(wanted), refusals);
    var _ = attempt(configureChecks, refusals);
    capacity.configure(wanted);
    // Tracking depends on BFD and checks, and the routers on tracking: they have to start with
    // their effective priority and their faults, or the wrong router would become master.
    var _ =
        attempt(() -> tracking.configure(wanted), refusals) && attempt(configureRouters, refusals);
    tracking.servicesChanged();
    if (handOvers.rename(state.renamesTo(wanted))) {
      later.execute(handOvers::save);
    }
    state = wanted;
    later.execute(() -> followSchedule(wanted));
    if (!refusals.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", refusals));
    }
  }

  private static boolean attempt(Runnable engine, List<String> refusals) {
    try {
      engine.run();
      return true;
    } catch (IllegalArgumentException e) {
      refusals.add(String.valueOf(e.getMessage()));
      return false;
    }
  }

  @Override
  public void retire(HostState without) {
    listener.configure(without);
    vrrp.retain(without);
  }

  private void followSchedule(HostState wanted) {
    try {
      schedule.configure(wanted.drift());
    } catch (RuntimeException | LinkageError e) {
      // This logs a class that is missing from the runtime, too.
      log.atError().addKeyValue("error", e.toString()).log("cannot look for drift on schedule");
    }
  }

  @Override
  public void awaitFirstChecks() {
    long longest =
        state.virtualServices().stream()
            .flatMap(VirtualServiceSpec::checks)
            .mapToLong(HostEngines::timeout)
            .max()
            .orElse(0);
    long bounded = Math.min(longest, MAX_FIRST_CHECKS_WAIT.toMillis());
    try {
      if (longest > 0 && !checks.awaitFirstTries(Duration.ofMillis(bounded))) {
        log.atInfo().log("some checks have not answered yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void awaitOtherMaster() {
    try {
      Thread.sleep(OTHER_MASTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long timeout(CheckSpec check) {
    // One second more, since checks that begin together are spread over a short time.
    return check.timing().timeoutMillis() + 1_000;
  }

  @Override
  public HealthLookup health() {
    return new DecidedHealth(checks.decided(), capacity.views(), capacity.percents());
  }

  @Override
  public void announce(Collection<String> routers) {
    vrrp.announce(routers);
    routers.forEach(arrivals::arrived);
  }

  @Override
  public void lacks(String router, @Nullable ServingFault fault) {
    vrrp.lacks(router, fault);
  }

  @Override
  public void standBy(Set<String> routers) {
    handOvers.forgetRequests(routers);
    vrrp.standBy(routers);
  }

  @Override
  public void interfaceChanged(String name) {
    vrrp.interfaceChanged(name);
    tracking.interfaceChanged(name);
  }

  @Override
  public void interfacesUnsure() {
    tracking.interfacesUnsure();
  }

  @Override
  public void drill(HostState wanted) {
    var _ = VrrpDrill.run(RouterConfigs.of(wanted));
  }

  public TrackEngine tracking() {
    return tracking;
  }

  public BfdHost bfd() {
    return bfd;
  }

  public VrrpHost vrrp() {
    return vrrp;
  }

  public HealthChecks checks() {
    return checks;
  }

  public CapacityHost capacity() {
    return capacity;
  }

  public HandOvers handOvers() {
    return handOvers;
  }

  public HandOverRequests handOverRequests() {
    return handOverRequests;
  }

  /**
   * Ends the schedule, the checks, tracking and BFD. The agent closes VRRP separately, because the
   * moment matters.
   */
  @Override
  public void close() {
    handOvers.save();
    schedule.close();
    tracking.close();
    bfd.close();
    checks.close();
  }
}
