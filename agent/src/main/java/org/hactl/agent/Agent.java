package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hactl.agent.api.DriftEntry.FoundBy;
import org.hactl.agent.api.Event;
import org.hactl.agent.api.Protocol;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.bfd.BfdEngine;
import org.hactl.bfd.BfdListener;
import org.hactl.host.HostJson;
import org.hactl.linux.BootClock;
import org.hactl.linux.EngineThread;
import org.hactl.linux.Kernel;
import org.hactl.linux.NetlinkKernel;
import org.hactl.linux.RealtimeThread;
import org.hactl.module.command.ScriptRunner;
import org.hactl.module.command.Scripts;
import org.hactl.reconcile.DesiredState;
import org.hactl.vrrp.VrrpEngine;
import org.hactl.vrrp.VrrpListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: everything put together, from start to stop. */
final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration REVIVAL = Duration.ofSeconds(5);
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final long EVENT_JOURNAL_MAX_BYTES = 8L * 1024 * 1024;

  private final Ground ground;
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
  record Ground(
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
    Ground ground =
        new Ground(
            kernel,
            kinds,
            listener -> startVrrp(listener, roles, crashLoop),
            Agent::startBfd,
            new ScriptRunner(options.runFolder().resolve("scripts")),
            Clock.SYSTEM,
            afterBoot);
    Agent agent = new Agent(options, ground, mapper, relay, api);
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

  Agent(Options options, Ground ground, ObjectMapper mapper, ProgressRelay relay, ApiServer api)
      throws IOException {
    this.ground = ground;
    this.api = api;
    this.clock = ground.clock();
    this.crashes = new CrashRecord(options.runFolder());
    DiskStorage storage = new DiskStorage(options.stateDir());
    EventJournal journal = new EventJournal(storage, mapper, EVENT_JOURNAL_MAX_BYTES);
    LateEvents events = new LateEvents();
    this.reporter = new Reporter(journal, ground.scripts(), FifoPipe::new, clock);
    this.engines =
        new HostEngines(
            events, ground.vrrp(), ground.bfd(), ground.scripts(), reporter, housekeeping::soon);
    this.core =
        Core.open(
            new Core.Parts(
                storage,
                mapper,
                ground.kinds().modules(),
                ground.kernel(),
                new DesiredState(ground.kinds().networkResources()),
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
  void start() {
    Build build = Build.current();
    core.journal.add(new Event.AgentStarted(clock.millis(), build.version(), ground.afterBoot()));
    watch.subscribe(ground.kernel().events());
    core.start(ground.afterBoot());
    var _ = core.network.submit(() -> ProbeRoute.removeAll(ground.kernel()));
    housekeeping.every(POLL, this::poll);
    housekeeping.every(REVIVAL, core::reviveEngines);
    StatusReader status =
        new StatusReader(core, engines, reporter, ground.kernel().ipvs(), build, clock);
    serveMetrics(status);
    Prober prober = new ServiceProber(core, ground.kernel(), clock);
    api.start(new Requests(core, status, prober, build));
    log.atInfo()
        .addKeyValue("version", build.version())
        .addKeyValue("generation", core.generations.confirmed().map(Generation::number).orElse(0L))
        .addKeyValue("after_boot", ground.afterBoot())
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
    core.network.wake(Set.of("sysctl"), new Cause(FoundBy.POLL, false, clock.nanos()));
    core.lookAtVirtualServices();
    crashes.hold(core.targets.held());
  }

  private static VrrpEngine startVrrp(VrrpListener listener, Path roles, boolean letGo)
      throws IOException {
    VrrpEngine engine = VrrpEngine.start(listener, roles, letGo);
    EngineBreak.follow("VRRP", engine.termination(), Runtime.getRuntime()::halt);
    return engine;
  }

  private static BfdEngine startBfd(BfdListener listener) throws IOException {
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
