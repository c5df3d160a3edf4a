package org.hactl.agent.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hactl.agent.Build;
import org.hactl.agent.converge.Clock;
import org.hactl.agent.converge.Convergence;
import org.hactl.agent.converge.Core;
import org.hactl.agent.engines.HostEngines;
import org.hactl.agent.report.Reporter;
import org.hactl.agent.store.Generation;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.ServiceView;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.ipvs.Ipvs;

/** Gathers what {@code hactl status} shows. */
public final class StatusReader {
  private static final Duration IPVS_TIMEOUT = Duration.ofSeconds(3);

  private final Core core;
  private final HostEngines engines;
  private final Reporter reporter;
  private final Ipvs ipvs;
  private final Build build;
  private final Clock clock;
  private final long startedAtMillis;
  private final Duration ipvsTimeout;
  private volatile Supplier<String> metricsError = () -> "";

  public StatusReader(
      Core core, HostEngines engines, Reporter reporter, Ipvs ipvs, Build build, Clock clock) {
    this(core, engines, reporter, ipvs, build, clock, IPVS_TIMEOUT);
  }

  /**
   * @param ipvsTimeout how long the IPVS table is waited for
   */
  public StatusReader(
      Core core,
      HostEngines engines,
      Reporter reporter,
      Ipvs ipvs,
      Build build,
      Clock clock,
      Duration ipvsTimeout) {
    this.core = core;
    this.engines = engines;
    this.reporter = reporter;
    this.ipvs = ipvs;
    this.build = build;
    this.clock = clock;
    this.startedAtMillis = clock.millis();
    this.ipvsTimeout = ipvsTimeout;
  }

  /**
   * @param error why metrics are not served as they shall be, empty where they are
   */
  public void metricsFrom(Supplier<String> error) {
    metricsError = error;
  }

  public HostStatus read() {
    HostState state = core.targets.network();
    Optional<Generation> generation = core.generations.current();
    List<String> errors = new ArrayList<>(core.passes.errors());
    String metrics = metricsError.get();
    if (!metrics.isEmpty()) {
      errors.add(metrics);
    }
    String checks = engines.checks().localError();
    if (checks != null) {
      errors.add(checks);
    }
    List<ServiceView> services = services(state, errors);
    Reporter.View told = reporter.view();
    Optional<RouterViews> vrrp =
        engines.vrrp().status().map(status -> new RouterViews(state, status, told));
    Optional<BfdViews> bfd =
        engines.bfd().status().map(status -> new BfdViews(status, told.bfdTransitions()));
    return new HostStatus(
        state.host(),
        build.version(),
        build.runtimeDigest(),
        clock.millis(),
        startedAtMillis,
        generation.map(Generation::number).orElse(0L),
        generation.map(Generation::digest).orElse(""),
        core.generations.isConfirmed(),
        generation.map(Generation::atMillis).orElse(0L),
        convergence(generation.isPresent(), errors),
        errors,
        vrrp.map(RouterViews::routers).orElse(List.of()),
        vrrp.map(RouterViews::shared).orElse(HostStatus.VrrpView.NONE),
        services,
        TrackerViews.of(engines.tracking().status()),
        bfd.map(BfdViews::sessions).orElse(List.of()),
        bfd.map(BfdViews::engine).orElse(HostStatus.BfdEngineView.NONE),
        core.passes.unmanaged(),
        new HostStatus.DriftView(
            policy(state.drift()),
            core.passes.found(),
            core.passes.corrected(),
            core.passes.lastFullPassAtMillis()));
  }

  private HostStatus.Convergence convergence(boolean any, List<String> errors) {
    if (core.generations.isConverging()) {
      return HostStatus.Convergence.CONVERGING;
    }
    if (!errors.isEmpty()) {
      return HostStatus.Convergence.FAILED;
    }
    return any ? HostStatus.Convergence.CONVERGED : HostStatus.Convergence.EMPTY;
  }

  private List<ServiceView> services(HostState state, List<String> errors) {
    if (state.virtualServices().isEmpty()) {
      return List.of();
    }
    // On the worker: the kernel is not to be asked from a virtual thread.
    Future<ServiceViews> reading =
        core.network.submit(
            () -> ServiceViews.of(ipvs.list(), ipvs.statistics(), engines.checks().snapshot()));
    try {
      return reading.get(ipvsTimeout.toMillis(), TimeUnit.MILLISECONDS).of(state);
    } catch (ExecutionException e) {
      errors.add("cannot read the IPVS table: " + Convergence.message(e));
    } catch (TimeoutException e) {
      errors.add("cannot read the IPVS table: the network worker is busy");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // Nobody is left to read it.
      reading.cancel(false);
    }
    return ServiceViews.ofUnreadTable(engines.checks().snapshot()).of(state);
  }

  private static String policy(DriftPolicy policy) {
    String mode = policy.mode().name().toLowerCase(Locale.ROOT);
    if (policy.cron() != null) {
      return mode + ", cron " + policy.cron();
    }
    long millis = policy.everyMillis();
    return mode + ", every " + (millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms");
  }
}
