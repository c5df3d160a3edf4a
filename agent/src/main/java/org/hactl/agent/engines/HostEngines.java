package org.hactl.agent.engines;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.hactl.agent.converge.EngineEvents;
import org.hactl.agent.converge.Engines;
import org.hactl.agent.report.Reporter;
import org.hactl.api.HostStatus;
import org.hactl.bfd.BfdTransition;
import org.hactl.health.HealthChecks;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.health.ServiceHealth;
import org.hactl.host.CheckSpec;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.command.Scripts;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.HealthLookup;
import org.hactl.track.TrackEngine;
import org.hactl.track.TrackSources;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of a real host. */
public final class HostEngines implements Engines, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostEngines.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final VrrpHost vrrp;
  private final HealthChecks checks;
  private final TrackEngine tracking;
  private final BfdHost bfd;
  private final DriftSchedule schedule;
  private final FailoverDrill drill = new FailoverDrill();
  private final Reporter reporter;
  private final Executor later;
  private final EngineEvents events;
  private volatile HostState state = HostState.empty("", "");
  private volatile Consumer<List<SysctlKey>> sysctlWatch = _ -> {};

  /**
   * @param events told what happens
   * @param scripts runs what is tracked
   * @param later runs what a failover need not wait for
   */
  public HostEngines(
      EngineEvents events,
      VrrpHost.Starter vrrpStarter,
      BfdHost.Starter bfdStarter,
      Scripts scripts,
      Reporter reporter,
      Executor later) {
    this.events = events;
    this.reporter = reporter;
    this.later = later;
    this.vrrp = new VrrpHost(vrrpStarter, this::vrrpEvent);
    this.checks = new HealthChecks(this::healthChanged);
    this.bfd = new BfdHost(bfdStarter, this::bfdChanged);
    this.tracking = new TrackEngine(TrackSources.ofHost(scripts, bfd, this::pool), vrrp::track);
    this.schedule = new DriftSchedule(InstantSource.system(), events::fullPassDue);
  }

  /**
   * @param watch told which sysctls to watch from now on
   */
  public void watchSysctlsWith(Consumer<List<SysctlKey>> watch) {
    sysctlWatch = watch;
  }

  private void vrrpEvent(VrrpEvent event) {
    if (event instanceof Transition transition) {
      boolean master = transition.to() == State.MASTER;
      if (master) {
        reporter.arrivals().expect(transition.router());
      } else {
        reporter.arrivals().arrived(transition.router());
      }
      events.roleChanged(transition.router(), master);
    }
    reporter.vrrp(event);
  }

  private void bfdChanged(BfdTransition transition) {
    tracking.bfdChanged();
    reporter.bfd(transition);
  }

  /** Of a service's real servers; null while nobody looks after such a service. */
  private TrackSources.@Nullable Pool pool(String service) {
    ServiceHealth counts = checks.count(service);
    return counts == null
        ? null
        : new TrackSources.Pool(
            counts.healthy() + counts.unchecked(), counts.unknown(), counts.all());
  }

  private void healthChanged(RealServerKey server, HealthView from, HealthView to) {
    events.healthChanged();
    tracking.servicesChanged();
    ServiceHealth counts = checks.count(server.service());
    reporter.health(server, from, to, counts == null ? 0 : counts.healthy());
  }

  @Override
  public void configure(HostState wanted) {
    reporter.configure(wanted);
    List<String> refusals = new ArrayList<>();
    // What cannot run keeps nothing else from it.
    var _ = attempt(() -> bfd.configure(wanted), refusals);
    var _ = attempt(() -> checks.configure(wanted.virtualServices()), refusals);
    // What depends on all of the above, and before the routers: they start with the priority that
    // is theirs, and with no fault that nobody has seen; without what they track they would be
    // masters that should not be.
    var _ =
        attempt(() -> tracking.configure(wanted), refusals)
            && attempt(() -> vrrp.configure(wanted), refusals);
    tracking.servicesChanged();
    state = wanted;
    later.execute(() -> follow(wanted));
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
    reporter.configure(without);
    vrrp.configure(without);
  }

  private void follow(HostState wanted) {
    // The schedule finds what nothing else tells of: it depends on nothing else.
    quietly("look for drift on schedule", () -> schedule.configure(wanted.drift()));
    quietly(
        "watch sysctls",
        () ->
            sysctlWatch.accept(
                wanted.resources().stream()
                    .flatMap(resource -> SysctlResource.keyOf(resource.id()).stream())
                    .toList()));
    quietly(
        "prepare a failover",
        () -> {
          var _ = drill.follow(wanted);
        });
  }

  /** A class that is missing from the runtime must not pass in silence, either. */
  private static void quietly(String what, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      log.atError().addKeyValue("error", e.toString()).log("cannot " + what);
    }
  }

  @Override
  public void awaitFirstChecks() {
    long longest =
        state.virtualServices().stream()
            .map(VirtualServiceSpec::check)
            .mapToLong(check -> check == null ? 0 : timeout(check))
            .max()
            .orElse(0);
    long bounded = Math.min(longest, LONGEST_WAIT.toMillis());
    try {
      if (longest > 0 && !checks.awaitFirstTries(Duration.ofMillis(bounded))) {
        log.atInfo().log("some checks have not answered yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long timeout(CheckSpec check) {
    // A second on top: checks that begin together do not all begin at once.
    return check.timing().timeoutMillis() + 1_000;
  }

  @Override
  public HealthLookup health() {
    Map<RealServerKey, HealthView> views = checks.snapshot();
    return (service, realServer) -> {
      HealthView view = views.get(RealServerKey.of(service, realServer));
      if (view != null) {
        return view.health();
      }
      return service.check() == null ? HostStatus.Health.UNCHECKED : HostStatus.Health.UNKNOWN;
    };
  }

  @Override
  public void announce(Collection<String> routers) {
    vrrp.announce(routers);
    routers.forEach(reporter.arrivals()::arrived);
  }

  /** Something happened to an interface. */
  public void interfaceChanged(String name) {
    vrrp.interfaceChanged(name);
    tracking.interfaceChanged(name);
  }

  /** Something may have happened to any interface. */
  public void interfacesUnsure() {
    tracking.interfacesUnsure();
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

  /**
   * Ends the schedule, the checks, the tracking and what it looks at; the roles are handed over by
   * whoever stops the agent.
   */
  @Override
  public void close() {
    schedule.close();
    tracking.close();
    bfd.close();
    checks.close();
  }
}
