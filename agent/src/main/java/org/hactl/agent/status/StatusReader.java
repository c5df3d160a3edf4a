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
import org.hactl.agent.converge.Clock;
import org.hactl.agent.converge.ErrorText;
import org.hactl.agent.store.Generation;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.ServiceView;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.ipvs.Ipvs;

/** Gathers what {@code hactl status} shows. */
public final class StatusReader {
  private static final Duration IPVS_TIMEOUT = Duration.ofSeconds(3);

  private final StatusSources from;
  private final String version;
  private final String runtimeDigest;
  private final Clock clock;
  private final long startedAtMillis;
  private final Duration ipvsTimeout;

  /**
   * @param version of this agent
   * @param runtimeDigest of the runtime that was copied to this host; empty if there is none
   */
  public StatusReader(StatusSources from, String version, String runtimeDigest, Clock clock) {
    this(from, version, runtimeDigest, clock, IPVS_TIMEOUT);
  }

  /**
   * @param ipvsTimeout how long to wait for the IPVS table
   */
  StatusReader(
      StatusSources from, String version, String runtimeDigest, Clock clock, Duration ipvsTimeout) {
    this.from = from;
    this.version = version;
    this.runtimeDigest = runtimeDigest;
    this.clock = clock;
    this.startedAtMillis = clock.millis();
    this.ipvsTimeout = ipvsTimeout;
  }

  public HostStatus read() {
    HostState state = from.network().state();
    Optional<Generation> generation = from.generations().current();
    List<String> errors = new ArrayList<>(from.passLog().errors());
    String metrics = from.metricsError().get();
    if (!metrics.isEmpty()) {
      errors.add(metrics);
    }
    String checks = from.engines().checks().localError();
    if (checks != null) {
      errors.add(checks);
    }
    List<ServiceView> services = services(state, errors);
    Reported told = from.reported().get();
    Optional<RouterViews> vrrp =
        from.engines().vrrp().status().map(status -> new RouterViews(state, status, told));
    Optional<BfdViews> bfd =
        from.engines().bfd().status().map(status -> new BfdViews(status, told.bfdTransitions()));
    return HostStatus.builder(state.host())
        .agent(version, runtimeDigest)
        .times(clock.millis(), startedAtMillis)
        .generation(
            generation.map(Generation::number).orElse(0L),
            generation.map(Generation::digest).orElse(""),
            from.generations().isConfirmed(),
            generation.map(Generation::atMillis).orElse(0L))
        .convergence(convergence(generation.isPresent(), errors), errors)
        .routers(vrrp.map(RouterViews::routers).orElse(List.of()))
        .vrrp(vrrp.map(RouterViews::shared).orElse(HostStatus.VrrpView.NONE))
        .services(services)
        .trackers(TrackerViews.of(from.engines().tracking().status()))
        .bfd(bfd.map(BfdViews::sessions).orElse(List.of()))
        .bfdEngine(bfd.map(BfdViews::engine).orElse(HostStatus.BfdEngineView.NONE))
        .unmanaged(from.passLog().unmanaged())
        .drift(
            new HostStatus.DriftView(
                policy(state.drift()),
                from.passLog().found(),
                from.passLog().corrected(),
                from.passLog().lastFullPassAtMillis()))
        .build();
  }

  private HostStatus.Convergence convergence(boolean any, List<String> errors) {
    if (from.generations().isConverging()) {
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
    // On the worker's thread: calls to the kernel block, and must not run on a virtual thread.
    Ipvs ipvs = from.ipvs();
    Future<ServiceViews> reading =
        from.network()
            .submit(() ->
                ServiceViews.of(
                    ipvs.list(), ipvs.statistics(), from.engines().checks().snapshot()));
    try {
      return reading.get(ipvsTimeout.toMillis(), TimeUnit.MILLISECONDS).of(state);
    } catch (ExecutionException e) {
      errors.add("cannot read the IPVS table: " + ErrorText.of(e));
    } catch (TimeoutException e) {
      errors.add("cannot read the IPVS table: the network worker is busy");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // After a timeout its result is not read any more.
      reading.cancel(false);
    }
    return ServiceViews.ofUnreadTable(from.engines().checks().snapshot()).of(state);
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
