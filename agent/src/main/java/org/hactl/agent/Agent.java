package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.hactl.agent.converge.AgentDisk;
import org.hactl.agent.converge.AgentThreads;
import org.hactl.agent.converge.Core;
import org.hactl.agent.converge.EngineInbox;
import org.hactl.agent.converge.HostKinds;
import org.hactl.agent.converge.ManagedHost;
import org.hactl.agent.converge.ProgressRelay;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.Housekeeping;
import org.hactl.agent.engines.BfdHost;
import org.hactl.agent.engines.EngineState;
import org.hactl.agent.engines.HandOvers;
import org.hactl.agent.engines.HostEngines;
import org.hactl.agent.engines.KernelVipWays;
import org.hactl.agent.engines.VrrpHost;
import org.hactl.agent.passing.Passing;
import org.hactl.agent.peer.Peers;
import org.hactl.agent.report.Reporter;
import org.hactl.agent.serve.ApiServer;
import org.hactl.agent.serve.HostLock;
import org.hactl.agent.serve.KeptGenerations;
import org.hactl.agent.serve.MetricsServer;
import org.hactl.agent.serve.ProbeRoute;
import org.hactl.agent.serve.Requests;
import org.hactl.agent.serve.RoleRequests;
import org.hactl.agent.serve.ServiceProber;
import org.hactl.agent.serve.ServingError;
import org.hactl.agent.status.MetricsPage;
import org.hactl.agent.status.Reported;
import org.hactl.agent.status.StatusReader;
import org.hactl.agent.status.StatusSources;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.HandOverStore;
import org.hactl.agent.store.SiteKeyFile;
import org.hactl.agent.store.SlowStartStore;
import org.hactl.agent.sync.SyncWatch;
import org.hactl.api.Event;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.command.Programs;
import org.hactl.module.command.Scripts;
import org.hactl.notify.AddressArrivals;
import org.hactl.notify.Fifos;
import org.hactl.reconcile.DesiredState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: makes its parts, and starts and stops them. */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** A backup takes over within a second after priority 0, unless its interval is longer. */
  private static final Duration LEAVE = Duration.ofMillis(1_500);

  private static final Duration ENGINE_RETRY = Duration.ofSeconds(5);
  private static final long EVENT_JOURNAL_MAX_BYTES = 8L * 1024 * 1024;
  private static final long AUDIT_LOG_MAX_BYTES = 1024 * 1024;

  private final HostSystem system;
  private final ApiServer api;
  private final EventJournal journal;
  private final Core core;
  private final HostEngines engines;
  private final Reporter reporter;
  private final Peers peers;
  private final MetricsServer metrics;
  private final Requests requests;
  private final Passing passing;
  private final SyncWatch sync;
  private final Housekeeping housekeeping = new Housekeeping();
  private final CrashRecord crashes;
  private final Build build = Build.current();
  private final Clock clock;

  /** The system that an agent runs on. Tests replace it. */
  public record HostSystem(
      Kernel kernel,
      HostKinds kinds,
      VrrpHost.VrrpStarter vrrp,
      BfdHost.BfdStarter bfd,
      Scripts scripts,
      Fifos.Opener pipes,
      Clock clock,
      boolean afterBoot) {}

  private static PeerLink.News news(Reporter reporter) {
    return new PeerLink.News() {
      @Override
      public void olderSite(long serial, long newest, String peer, List<String> routers) {
        reporter.olderSite(serial, newest, peer, routers);
      }

      @Override
      public void olderSiteOver(long serial) {
        reporter.olderSiteOver(serial);
      }
    };
  }

  /** Makes every part in the order of their dependencies; nothing runs before {@link #start}. */
  public Agent(
      AgentOptions options,
      HostSystem system,
      ObjectMapper mapper,
      ProgressRelay relay,
      ApiServer api)
      throws IOException {
    this.system = system;
    this.api = api;
    this.clock = system.clock();
    this.crashes = new CrashRecord(options.runFolder());
    Kernel kernel = system.kernel();
    DiskStorage storage = new DiskStorage(options.stateDir());
    this.journal = new EventJournal(storage, mapper, EVENT_JOURNAL_MAX_BYTES);
    AuditLog audit = new AuditLog(storage, mapper, AUDIT_LOG_MAX_BYTES, build.version());
    AddressArrivals arrivals = new AddressArrivals();
    this.reporter = new Reporter(journal, system.scripts(), arrivals, system.pipes(), clock);
    SiteKeyFile keys = new SiteKeyFile(storage, mapper);
    HostLock lock = new HostLock(clock);
    PeerLink link = new PeerLink(keys, lock, news(reporter));
    this.peers = new Peers(link, clock::nanos, clock::millis);
    EngineInbox inbox = new EngineInbox(system.kinds().modules(), clock);
    this.engines =
        new HostEngines(
            inbox,
            new PeersToo(reporter, peers),
            arrivals,
            system.vrrp(),
            system.bfd(),
            system.scripts(),
            new KernelVipWays(kernel, clock::millis),
            new HandOvers(new HandOverStore(storage, mapper)),
            new SlowStartStore(storage, mapper),
            housekeeping::soon,
            clock.wall());
    this.core =
        Core.open(
            new ManagedHost(
                system.kinds().modules(),
                kernel,
                new DesiredState(system.kinds().networkResources()),
                relay,
                Programs::isThere,
                new PredecessorScript(system.scripts(), options.stateDir().resolve("predecessor"))),
            new AgentDisk(storage, mapper, journal, audit),
            inbox,
            engines,
            housekeeping,
            clock,
            AgentThreads.PLATFORM);
    link.connect(
        core.generations(),
        core.holds(),
        engines.vrrp(),
        engines.handOvers(),
        engines.handOverRequests());
    this.sync =
        new SyncWatch(core.network()::state, kernel.ipvs(), clock::nanos, clock::millis, reporter);
    ServingError metricsError = new ServingError();
    StatusReader status =
        new StatusReader(
            new StatusSources(
                core.generations(),
                core.passLog(),
                core.stateErrors(),
                core.network(),
                kernel.ipvs(),
                kernel.addresses(),
                kernel.sysctls(),
                engines,
                this::reported,
                metricsError::text,
                lock::holder,
                peers::view,
                core.holds()::current,
                sync::view),
            build.version(),
            build.runtimeDigest(),
            clock);
    this.metrics = new MetricsServer(page(status), metricsError);
    this.passing = new Passing(core.network(), kernel, housekeeping, clock);
    this.requests =
        new Requests(
            core.generations(),
            journal,
            audit,
            status::read,
            new ServiceProber(core.network(), kernel, clock),
            new RoleRequests(engines, journal, audit, clock)::handOver,
            passing,
            lock,
            keys,
            peers::wake,
            new KeptGenerations(core.generations(), mapper),
            core.holds(),
            build.version(),
            build.runtimeDigest());
  }

  private Reported reported() {
    return new Reported(
        reporter.stalls(),
        reporter.longestStallMillis(),
        reporter::transitions,
        reporter::bfdTransitions,
        reporter.fifos(),
        reporter::hooks,
        peers.reasons());
  }

  private static MetricsServer.Page page(StatusReader status) {
    return new MetricsServer.Page() {
      @Override
      public String contentType() {
        return MetricsPage.CONTENT_TYPE;
      }

      @Override
      public void write(OutputStream out) throws IOException {
        MetricsPage.write(status.read(), out);
      }
    };
  }

  /** Takes the host to its last confirmed generation, and listens. */
  public void start() throws IOException {
    journal.add(started());
    peers.start();
    core.watch(system.kernel().events());
    core.start(system.afterBoot());
    serve();
  }

  private Event started() {
    return new Event.AgentStarted(clock.millis(), build.version(), system.afterBoot());
  }

  private void serve() throws IOException {
    var _ = core.network().submit(() -> ProbeRoute.removeAll(system.kernel()));
    passing.cleanUp();
    housekeeping.every(POLL, this::poll);
    housekeeping.every(POLL, sync::poll);
    housekeeping.every(ENGINE_RETRY, core::reviveEngines);
    housekeeping.every(POLL, () -> metrics.follow(core.network().state().metrics()));
    api.start(requests);
    log.atInfo()
        .addKeyValue("version", build.version())
        .addKeyValue(
            "generation", core.generations().confirmed().map(Generation::number).orElse(0L))
        .addKeyValue("after_boot", system.afterBoot())
        .log("agent started");
  }

  /**
   * Runs the engines in the place of another process of the agent, which stands still and may still
   * go on: nothing else begins.
   *
   * @throws IOException if the engines cannot run here
   */
  public void takeOver(EngineState from) throws IOException {
    engines.inherit(from);
    core.watch(system.kernel().events());
    core.leadInstead();
    if (core.passLog().enginesFail()) {
      throw new IOException("the engines cannot run here; the log says why");
    }
  }

  /** Manages the host and answers requests after {@link #takeOver}: the other process has ended. */
  public void serveInstead() throws IOException {
    journal.add(started());
    core.ownHost();
    peers.start();
    serve();
  }

  /** This agent, for the process that takes over from it. */
  public Succession succession() {
    return new Succession(core, engines, reporter);
  }

  /**
   * Hands the roles over: serves on until another master is heard, for {@link #LEAVE} at most. Then
   * removes what is left of their addresses. Virtual services and a real server's loopback
   * addresses stay. The agent ends after the hooks for these transitions.
   */
  @Override
  public void close() {
    log.atInfo().log("agent stops");
    journal.add(new Event.AgentStopped(clock.millis(), build.version()));
    reporter.stopping();
    quietly("the API", api::close);
    quietly("what is passed on", passing::close);
    quietly("the periodic tasks", housekeeping::close);
    quietly("the metrics server", metrics::close);
    quietly("the watch of connection sync", sync::close);
    quietly("the conversation with other directors", peers::close);
    quietly("the roles", () -> leaveRoles());
    if (core.dropAddresses()) {
      quietly("VRRP", engines.vrrp()::close);
      quietly("the resources of the roles", core::releaseHeld);
    } else {
      // A pass must first remove a resource that would disturb another master, such as a route.
      quietly("the resources of the roles", core::releaseHeld);
      quietly("VRRP", engines.vrrp()::close);
    }
    quietly("the engines", engines::close);
    quietly("the workers", core::close);
    quietly("the reports", reporter::close);
    crashes.stopCleanly();
  }

  private void leaveRoles() throws InterruptedException {
    engines.vrrp().leave(LEAVE);
    if (!core.awaitNoRole(LEAVE)) {
      log.atInfo().log("a role could not be handed over in time: no other master was heard");
    }
  }

  private void poll() {
    engines.stepSlowStarts();
    core.lookAtSysctls();
    core.lookAtVirtualServices();
    crashes.hold(core.held());
  }

  @FunctionalInterface
  private interface StopStep {
    void run() throws Exception;
  }

  private static void quietly(String what, StopStep step) {
    try {
      step.run();
    } catch (Exception e) {
      log.atWarn()
          .addKeyValue("what", what)
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("cannot stop a part of the agent cleanly");
    }
  }
}
