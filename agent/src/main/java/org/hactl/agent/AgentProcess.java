package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.hactl.agent.converge.ProgressRelay;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.engines.EngineState;
import org.hactl.agent.log.EngineBreak;
import org.hactl.agent.log.LogFormat;
import org.hactl.agent.log.MemoryBreak;
import org.hactl.agent.serve.ApiServer;
import org.hactl.agent.takeover.Successor;
import org.hactl.agent.takeover.TakeoverServer;
import org.hactl.api.Protocol;
import org.hactl.bfd.engine.BfdEngine;
import org.hactl.bfd.engine.BfdListener;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.libc.BootClock;
import org.hactl.linux.libc.EngineThread;
import org.hactl.linux.libc.JvmThreads;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.vrrp.engine.VrrpEngine;
import org.hactl.vrrp.engine.VrrpListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that an agent runs in: opens the kernel and the API, and runs until it is told to
 * stop.
 */
final class AgentProcess {
  private static final Logger log = LoggerFactory.getLogger(AgentProcess.class);
  private static final String TAKEOVER_SOCKET = "takeover.sock";
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Longer than the old process waits for the new one, and shorter than a service may stop. */
  private static final Duration DECISION = Duration.ofSeconds(20);

  private AgentProcess() {}

  /** Runs until the process is told to stop. */
  static void run(AgentOptions options) throws IOException {
    begin();
    ObjectMapper mapper = HostJson.mapper(Kinds.namedTypes());
    Parts parts = Parts.open(options, mapper);
    ApiServer api = ApiServer.open(options.socket(), new Protocol(mapper));
    boolean crashLoop =
        new CrashRecord(options.runFolder()).isLoop(BootClock.nanos() / NANOS_PER_SECOND);
    if (crashLoop) {
      log.atError()
          .log(
              "the agent is in a crash loop: it gives its roles to the other directors before it starts");
    }
    Agent agent = parts.agent(api, crashLoop);
    CountDownLatch stopped = parts.stopOnRequest(() -> agent);
    agent.start();
    parts.letOthersTakeOver(agent);
    await(stopped);
  }

  /**
   * Takes over from the agent that runs, and then runs until the process is told to stop.
   *
   * @throws IOException if the other agent goes on
   */
  static void takeOver(AgentOptions options) throws IOException {
    // The first use of most code takes long; the other agent must not wait for it.
    LogFormat.muted(() -> Rehearsal.warmUp(options.runFolder()));
    begin();
    ObjectMapper mapper = HostJson.mapper(Kinds.namedTypes());
    Parts parts = Parts.open(options, mapper);
    AtomicReference<Agent> made = new AtomicReference<>();
    Passage passage = new Passage();
    CountDownLatch stopped = parts.stopOnRequest(() -> passage.stop(DECISION) ? made.get() : null);
    try {
      takeOver(options, mapper, parts, made, passage);
    } catch (IOException | RuntimeException | Error e) {
      passage.notOurs();
      throw e;
    }
    try {
      Objects.requireNonNull(made.get()).serveInstead();
    } finally {
      // Also after an error: a process that ends hands its roles over.
      passage.ours();
    }
    parts.letOthersTakeOver(Objects.requireNonNull(made.get()));
    try {
      TakeoverResult.TAKEN.write(options.runFolder(), "");
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("cannot write that this process has taken over; the control node waits in vain");
    }
    await(stopped);
  }

  private static void takeOver(
      AgentOptions options,
      ObjectMapper mapper,
      Parts parts,
      AtomicReference<Agent> made,
      Passage passage)
      throws IOException {
    Successor.run(
        options.runFolder().resolve(TAKEOVER_SOCKET),
        mapper,
        ProcessHandle.current().pid(),
        Build.current().runtimeDigest(),
        new Successor.Agent() {
          @Override
          public void prepare() throws IOException {
            ApiServer api = ApiServer.openBeside(options.socket(), new Protocol(mapper));
            made.set(parts.agent(api, false));
          }

          @Override
          public void takeOver(EngineState from) throws IOException {
            passage.begin();
            Objects.requireNonNull(made.get()).takeOver(from);
          }
        });
  }

  private static void begin() {
    String refused = JvmThreads.hurryGarbageCollection(EngineThread.REALTIME_PRIORITY);
    if (refused != null) {
      log.atWarn()
          .addKeyValue("error", refused)
          .log(
              "no real-time priority for garbage collection: advertisements can be late on a busy host");
    }
    String notDeferred = JvmThreads.deferOptimizing();
    if (notDeferred != null) {
      log.atWarn()
          .addKeyValue("error", notDeferred)
          .log("the compiler of the Java virtual machine takes its time from applies");
    }
    Thread.setDefaultUncaughtExceptionHandler(MemoryBreak.handler(Runtime.getRuntime()::halt));
  }

  private static void await(CountDownLatch stopped) {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Finds what has to stop. */
  @FunctionalInterface
  private interface Stopping {
    /** The agent that hands its roles over; null if this process has none. */
    @Nullable Agent agent() throws InterruptedException;
  }

  /** What an agent on this host is made of. */
  private static final class Parts {
    private final AgentOptions options;
    private final ObjectMapper mapper;
    private final Privileges privileges;
    private final NetlinkKernel kernel;

    /** A socket has one conversation at a time: an urgent change must not wait for a pass. */
    private final Kernel forPasses;

    private @Nullable TakeoverServer takeover;
    private boolean stops;

    private Parts(
        AgentOptions options, ObjectMapper mapper, Privileges privileges, NetlinkKernel kernel) {
      this.options = options;
      this.mapper = mapper;
      this.privileges = privileges;
      this.kernel = kernel;
      this.forPasses = kernel.another();
    }

    static Parts open(AgentOptions options, ObjectMapper mapper) throws IOException {
      Privileges privileges = Privileges.of(options, mapper);
      return new Parts(
          options,
          mapper,
          privileges,
          NetlinkKernel.open(privileges.ipvsLoader(), privileges.sysctls()));
    }

    Agent agent(ApiServer api, boolean crashLoop) throws IOException {
      ProgressRelay relay = new ProgressRelay();
      Path roles = options.runFolder().resolve("roles");
      Agent.HostSystem system =
          new Agent.HostSystem(
              kernel,
              privileges.kinds(forPasses, relay),
              listener -> startVrrp(listener, roles, crashLoop),
              AgentProcess::startBfd,
              privileges.scripts(),
              privileges.pipes(),
              Clock.SYSTEM,
              BootMarker.isFirstSinceBoot(options.runFolder().resolve("boot")));
      return new Agent(options, system, mapper, relay, api);
    }

    /**
     * @param stopping called when the process is told to stop
     * @return counted down when the agent has stopped
     */
    CountDownLatch stopOnRequest(Stopping stopping) {
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    refuseOthers();
                    stop(stopping);
                    LogFormat.flush();
                    stopped.countDown();
                  },
                  "stop"));
      return stopped;
    }

    private void stop(Stopping stopping) {
      try {
        Agent agent = stopping.agent();
        if (agent != null) {
          agent.close();
          forPasses.close();
          kernel.close();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** An agent that serves must not end because no other process can take over from it. */
    synchronized void letOthersTakeOver(Agent agent) {
      if (Succession.isPossible() && !stops) {
        try {
          takeover =
              TakeoverServer.open(
                  options.runFolder().resolve(TAKEOVER_SOCKET), mapper, agent.succession());
        } catch (IOException e) {
          log.atWarn()
              .addKeyValue("error", e.getMessage())
              .log("no other process can take over from this agent: an upgrade restarts it");
        }
      }
    }

    private synchronized void refuseOthers() {
      stops = true;
      if (takeover != null) {
        try {
          takeover.close();
        } catch (IOException e) {
          log.atWarn().addKeyValue("error", e.getMessage()).log("cannot close a socket");
        }
      }
    }
  }

  private static VrrpEngine startVrrp(VrrpListener listener, Path roles, boolean releaseRoles)
      throws IOException {
    VrrpEngine engine = VrrpEngine.start(listener, roles, releaseRoles);
    EngineBreak.follow("VRRP", engine.termination(), Runtime.getRuntime()::halt);
    return engine;
  }

  private static BfdEngine startBfd(BfdListener listener) {
    BfdEngine engine = BfdEngine.start(listener);
    EngineBreak.follow("BFD", engine.termination(), Runtime.getRuntime()::halt);
    return engine;
  }
}
