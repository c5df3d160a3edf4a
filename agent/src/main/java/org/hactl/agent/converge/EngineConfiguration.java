package org.hactl.agent.converge;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.sysctl.SysctlResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures the engines for a host state, and prepares this host for a failover. */
final class EngineConfiguration {
  private static final Logger log = LoggerFactory.getLogger(EngineConfiguration.class);

  private final Engines engines;
  private final PassLog passLog;
  private final KernelWatch kernelWatch;
  private final LaterTasks later;
  private final Consumer<HostState> standBy;
  private final FailoverDrill drill;

  /**
   * @param standBy makes the routers of a state stand by that must not take a role now
   */
  EngineConfiguration(
      Engines engines,
      PassLog passLog,
      KernelWatch kernelWatch,
      LaterTasks later,
      Consumer<HostState> standBy) {
    this.engines = engines;
    this.passLog = passLog;
    this.kernelWatch = kernelWatch;
    this.later = later;
    this.standBy = standBy;
    this.drill = new FailoverDrill(engines::drill);
  }

  Engines engines() {
    return engines;
  }

  /**
   * Configures the engines.
   *
   * @throws IllegalArgumentException if they cannot run as the state says
   */
  void configure(HostState state) {
    configure(state, engines::configure);
  }

  /**
   * Configures the engines for a state that is not confirmed yet; see {@link Engines#tryOut}.
   *
   * @param resumed new virtual routers that start as master
   * @param serving virtual services that another program has in service
   * @throws IllegalArgumentException if they cannot run as the state says
   */
  void tryOut(HostState state, Set<String> resumed, List<VirtualServiceSpec> serving) {
    configure(state, each -> engines.tryOut(each, resumed, serving));
  }

  private void configure(HostState state, Consumer<HostState> how) {
    try {
      // Before that, so that a router does not take a role that it would have to give away.
      standBy.accept(state);
      how.accept(state);
      passLog.engines("");
    } catch (IllegalArgumentException e) {
      passLog.engines(ErrorText.of(e));
      throw e;
    } finally {
      // A failover does not have to wait for these two tasks.
      later.soon(() -> quietly("watch sysctls", () -> kernelWatch.watchSysctls(sysctls(state))));
      later.warmUp(() ->
          quietly(
              "prepare a failover",
              () -> {
                var _ = drill.follow(state);
              }));
    }
  }

  private static List<SysctlKey> sysctls(HostState state) {
    return state.resources().stream()
        .flatMap(resource -> SysctlResource.keyOf(resource.id()).stream())
        .toList();
  }

  /** Runs a task and logs its failure, also if a class is missing from the runtime. */
  private static void quietly(String what, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      log.atError().addKeyValue("error", e.toString()).log("cannot " + what);
    }
  }
}
