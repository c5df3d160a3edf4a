package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hactl.agent.converge.Cause;
import org.hactl.agent.converge.Clock;
import org.hactl.agent.converge.Core;
import org.hactl.agent.converge.HostKinds;
import org.hactl.agent.converge.HostModules;
import org.hactl.agent.converge.Housekeeping;
import org.hactl.agent.converge.KernelWatch;
import org.hactl.agent.converge.ProgressRelay;
import org.hactl.agent.engines.BfdHost;
import org.hactl.agent.engines.HostEngines;
import org.hactl.agent.engines.LateEvents;
import org.hactl.agent.engines.VrrpHost;
import org.hactl.agent.log.EngineBreak;
import org.hactl.agent.log.LogFormat;
import org.hactl.agent.report.FifoPipe;
import org.hactl.agent.report.Reporter;
import org.hactl.agent.serve.ApiServer;
import org.hactl.agent.serve.MetricsServer;
import org.hactl.agent.serve.ProbeRoute;
import org.hactl.agent.serve.Prober;
import org.hactl.agent.serve.Requests;
import org.hactl.agent.serve.ServiceProber;
import org.hactl.agent.status.StatusReader;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.Event;
import org.hactl.api.Protocol;
import org.hactl.bfd.BfdEngine;
import org.hactl.bfd.BfdListener;
import org.hactl.host.HostJson;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.libc.BootClock;
import org.hactl.linux.libc.EngineThread;
import org.hactl.linux.libc.RealtimeThread;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.module.command.ScriptRunner;
import org.hactl.module.command.Scripts;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.DesiredState;
import org.hactl.vrrp.engine.VrrpEngine;
import org.hactl.vrrp.engine.VrrpListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: everything put together, from start to stop. */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration REVIVAL = Duration.ofSeconds(5);
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final long EVENT_JOURNAL_MAX_BYTES = 8L * 1024 * 1024;

  private final HostSystem system;
  private final ApiServer api;
  private final Core core;
  private final KernelWatch watch;
  private final HostEngines engines;
  private final Reporter reporter;
  private final Housekeeping housekeeping = new Housekeeping();
  private final CrashRecord crashes;
  private final Clock clock;
  private @Nullable MetricsServer metrics;

  /** What of the system an agent stands on; replaced in tests. */
  public record HostSystem(
      Kernel kernel,
      HostKinds kinds,
      VrrpHost.Starter vrrp,
      BfdHost.Starter bfd,
      Scripts scripts,
      Clock clock,
      boolean afterBoot) {}

  /** Runs until the process is told to stop. */
  static void run(Options options) throws IOException {
    String refused = RealtimeThread.requestForGarbageCollection(EngineThread.REALTIME_PRIORITY);
    if (refused != null) {
      log.atWarn().addKeyValue("error", refused).log("advertisements can be late on a busy host");
    }
    Kernel kernel = NetlinkKernel.open();
    // A socket has one conversation at a time: what is urgent does not wait for a pass to end its
    // own.
    Kernel forPasses = NetlinkKernel.open();
    ProgressRelay relay = new ProgressRelay();
    HostKinds kinds = HostModules.of(forPasses, options.stateDir(), relay);
    ObjectMapper mapper = HostJson.mapper(kinds.types());
    ApiServer api = ApiServer.open(options.socket(), new Protocol(mapper));
    boolean afterBoot = BootMarker.isFirstSinceBoot(options.runFolder().resolve("boot"));
    Path roles = options.runFolder().resolve("roles");
    boolean crashLoop =
        new CrashRecord(options.runFolder()).isLoop(BootClock.nanos() / NANOS_PER_SECOND);
    if (crashLoop) {
      log.atError().log("agents crashed again and again: this one gives its roles away first");
    }
    HostSystem system =
        new HostSystem(
            kernel,
            kinds,
            listener -> startVrrp(listener, roles, crashLoop),
            Agent::startBfd,
            new ScriptRunner(options.runFolder().resolve("scripts")),
            Clock.SYSTEM,
            afterBoot);
    Agent agent = new Agent(options, system, mapper, relay, api);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  agent.close();
                  forPasses.close();
                  kernel.close();
                  LogFormat.flush();
                  stopped.countDown();
                },
                "stop"));
    agent.start();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Agent(
      Options options, HostSystem system, ObjectMapper mapper, ProgressRelay relay, ApiServer api)
      throws IOException {
    this.system = system;
    this.api = api;
    this.clock = system.clock();
    this.crashes = new CrashRecord(options.runFolder());
    DiskStorage storage = new DiskStorage(options.stateDir());
    EventJournal journal = new EventJournal(storage, mapper, EVENT_JOURNAL_MAX_BYTES);
    LateEvents events = new LateEvents();
    this.reporter = new Reporter(journal, system.scripts(), FifoPipe::new, clock);
    this.engines =
        new HostEngines(
            events, system.vrrp(), system.bfd(), system.scripts(), reporter, housekeeping::soon);
    this.core =
        Core.open(
            new Core.Parts(
                storage,
                mapper,
                system.kinds().modules(),
                system.kernel(),
                new DesiredState(system.kinds().networkResources()),
                engines,
                journal,
                relay,
                clock,
                housekeeping));
    events.connect(core);
    this.watch = new KernelWatch(core.network, core.echoes, interfaces(), clock);
    engines.watchSysctlsWith(watch::watchSysctls);
  }

  private KernelWatch.Interfaces interfaces() {
    return new KernelWatch.Interfaces() {
      @Override
      public void changed(String name) {
        engines.interfaceChanged(name);
      }

      @Override
      public void renamed(String from, String to) {
        core.interfaceRenamed(from, to);
      }

      @Override
      public void unsure() {
        engines.interfacesUnsure();
      }
    };
  }

  /** Takes the host to its last confirmed generation, and listens. */
  public void start() {
    Build build = Build.current();
    core.journal.add(new Event.AgentStarted(clock.millis(), build.version(), system.afterBoot()));
    watch.subscribe(system.kernel().events());
    core.start(system.afterBoot());
    var _ = core.network.submit(() -> ProbeRoute.removeAll(system.kernel()));
    housekeeping.every(POLL, this::poll);
    housekeeping.every(REVIVAL, core::reviveEngines);
    StatusReader status =
        new StatusReader(core, engines, reporter, system.kernel().ipvs(), build, clock);
    serveMetrics(status);
    Prober prober = new ServiceProber(core, system.kernel(), clock);
    api.start(new Requests(core, status, prober, build));
    log.atInfo()
        .addKeyValue("version", build.version())
        .addKeyValue("generation", core.generations.confirmed().map(Generation::number).orElse(0L))
        .addKeyValue("after_boot", system.afterBoot())
        .log("agent started");
  }

  private void serveMetrics(StatusReader status) {
    MetricsServer server = new MetricsServer(status::read);
    status.metricsFrom(server::error);
    housekeeping.every(POLL, () -> server.follow(core.targets.network().metrics()));
    metrics = server;
  }

  /**
   * Hands everything over at once: what the roles hold goes, then a last advertisement of priority
   * 0 tells the backup. What IPVS and a real server's loopback have stays: the agent's end is not
   * theirs. Hooks that are told of it end before the agent does.
   */
  @Override
  public void close() {
    log.atInfo().log("agent stops");
    reporter.stopping();
    quietly("the API", api::close);
    quietly("the housekeeping", housekeeping::close);
    if (metrics != null) {
      quietly("the metrics", metrics::close);
    }
    if (core.dropAddresses()) {
      quietly("VRRP", engines.vrrp()::close);
      quietly("what the roles held", core::releaseHeld);
    } else {
      // A pass has to take something away first, such as a route: another master waits for it.
      quietly("what the roles hold", core::releaseHeld);
      quietly("VRRP", engines.vrrp()::close);
    }
    quietly("the engines", engines::close);
    quietly("the events", watch::close);
    quietly("the workers", core::close);
    quietly("the reports", reporter::close);
    crashes.stopInOrder();
  }

  private void poll() {
    core.network.wake(Set.of(SysctlResource.KIND), new Cause(FoundBy.POLL, false, clock.nanos()));
    core.lookAtVirtualServices();
    crashes.hold(core.targets.held());
  }

  private static VrrpEngine startVrrp(VrrpListener listener, Path roles, boolean letGo)
      throws IOException {
    VrrpEngine engine = VrrpEngine.start(listener, roles, letGo);
    EngineBreak.follow("VRRP", engine.termination(), Runtime.getRuntime()::halt);
    return engine;
  }

  private static BfdEngine startBfd(BfdListener listener) {
    BfdEngine engine = BfdEngine.start(listener);
    EngineBreak.follow("BFD", engine.termination(), Runtime.getRuntime()::halt);
    return engine;
  }

  @FunctionalInterface
  private interface Ending {
    void run() throws Exception;
  }

  private static void quietly(String what, Ending ending) {
    try {
      ending.run();
    } catch (Exception e) {
      log.atWarn()
          .addKeyValue("what", what)
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("did not end in order");
    }
  }
}
