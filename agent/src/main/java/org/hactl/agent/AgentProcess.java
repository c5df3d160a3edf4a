package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.hactl.agent.converge.Clock;
import org.hactl.agent.converge.HostKinds;
import org.hactl.agent.converge.ProgressRelay;
import org.hactl.agent.log.EngineBreak;
import org.hactl.agent.log.LogFormat;
import org.hactl.agent.log.MemoryBreak;
import org.hactl.agent.serve.ApiServer;
import org.hactl.api.Protocol;
import org.hactl.bfd.engine.BfdEngine;
import org.hactl.bfd.engine.BfdListener;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.libc.BootClock;
import org.hactl.linux.libc.EngineThread;
import org.hactl.linux.libc.RealtimeThread;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.vrrp.engine.VrrpEngine;
import org.hactl.vrrp.engine.VrrpListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that an agent runs in: opens the kernel and the API, and runs until it is told to
 * stop.
 */
final class AgentProcess {
  private static final Logger log = LoggerFactory.getLogger(AgentProcess.class);
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private AgentProcess() {}

  /** Runs until the process is told to stop. */
  static void run(AgentOptions options) throws IOException {
    String refused = RealtimeThread.requestForGarbageCollection(EngineThread.REALTIME_PRIORITY);
    if (refused != null) {
      log.atWarn()
          .addKeyValue("error", refused)
          .log(
              "no real-time priority for garbage collection: advertisements can be late on a busy host");
    }
    Thread.setDefaultUncaughtExceptionHandler(MemoryBreak.handler(Runtime.getRuntime()::halt));
    ObjectMapper mapper = HostJson.mapper(Kinds.namedTypes());
    Privileges privileges = Privileges.of(options, mapper);
    NetlinkKernel kernel = NetlinkKernel.open(privileges.ipvsLoader(), privileges.sysctls());
    // A socket has one conversation at a time: an urgent change must not wait for a pass.
    Kernel forPasses = kernel.another();
    ProgressRelay relay = new ProgressRelay();
    HostKinds kinds = privileges.kinds(forPasses, relay);
    ApiServer api = ApiServer.open(options.socket(), new Protocol(mapper));
    boolean afterBoot = BootMarker.isFirstSinceBoot(options.runFolder().resolve("boot"));
    Path roles = options.runFolder().resolve("roles");
    boolean crashLoop =
        new CrashRecord(options.runFolder()).isLoop(BootClock.nanos() / NANOS_PER_SECOND);
    if (crashLoop) {
      log.atError()
          .log(
              "the agent is in a crash loop: it gives its roles to the other directors before it starts");
    }
    Agent.HostSystem system =
        new Agent.HostSystem(
            kernel,
            kinds,
            listener -> startVrrp(listener, roles, crashLoop),
            AgentProcess::startBfd,
            privileges.scripts(),
            privileges.pipes(),
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
