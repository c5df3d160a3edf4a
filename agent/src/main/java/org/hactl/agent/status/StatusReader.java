package org.hactl.agent.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.StateError;
import org.hactl.api.HostStatus;
import org.hactl.api.Request;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/** Gathers what {@code hactl status} shows. */
public final class StatusReader {
  private static final Duration KERNEL_TIMEOUT = Duration.ofSeconds(3);

  private final StatusSources from;
  private final String version;
  private final String runtimeDigest;
  private final Clock clock;
  private final long startedNanos;
  private final KernelReader kernelReader;

  /**
   * @param version of this agent
   * @param runtimeDigest of the runtime that was copied to this host; empty if there is none
   */
  public StatusReader(StatusSources from, String version, String runtimeDigest, Clock clock) {
    this(from, version, runtimeDigest, clock, KERNEL_TIMEOUT);
  }

  /**
   * @param kernelTimeout how long to wait for the kernel's answers
   */
  StatusReader(
      StatusSources from,
      String version,
      String runtimeDigest,
      Clock clock,
      Duration kernelTimeout) {
    this.from = from;
    this.version = version;
    this.runtimeDigest = runtimeDigest;
    this.clock = clock;
    this.startedNanos = clock.nanos();
    this.kernelReader = new KernelReader(from, clock, kernelTimeout);
  }

  /** The whole status. */
  public HostStatus read() {
    return read(new Request.Status(false));
  }

  public HostStatus read(Request.Status asked) {
    HostState state = from.network().state();
    Optional<String> digest =
        asked.brief()
            ? ServicesDigest.of(state, from.engines().checks()::count, from.holds().get())
            : Optional.empty();
    Optional<Generation> generation = from.generations().current();
    List<String> stateErrors = from.stateErrors().all().stream().map(StateError::text).toList();
    List<String> errors = new ArrayList<>(stateErrors);
    errors.addAll(from.passLog().errors());
    String metrics = from.metricsError().get();
    if (!metrics.isEmpty()) {
      errors.add(metrics);
    }
    String checks = from.engines().checks().localError();
    if (checks != null) {
      errors.add(checks);
    }
    KernelReader.KernelView kernel =
        kernelReader.read(digest.isPresent() ? state.withVirtualServices(List.of()) : state);
    if (!kernel.error().isEmpty()) {
      errors.add(kernel.error());
    }
    Reported told = from.reported().get();
    Optional<RouterViews> vrrp =
        from.engines()
            .vrrp()
            .status()
            .map(status -> new RouterViews(state, status, told, from.engines().handOvers()::by));
    Optional<BfdViews> bfd =
        from.engines().bfd().status().map(status -> new BfdViews(status, told.bfdTransitions()));
    return HostStatus.builder(state.host())
        .agent(version, runtimeDigest)
        .times(clock.millis(), clock.millisAt(startedNanos))
        .generation(
            generation.map(Generation::number).orElse(0L),
            generation.map(Generation::digest).orElse(""),
            from.generations().isConfirmed(),
            generation.map(Generation::atMillis).orElse(0L))
        .convergence(convergence(generation.isPresent(), errors), errors)
        .routers(vrrp.map(RouterViews::routers).orElse(List.of()))
        .vrrp(vrrp.map(RouterViews::shared).orElse(HostStatus.VrrpView.NONE))
        .services(kernel.services())
        .trackers(TrackerViews.of(from.engines().tracking().status()))
        .bfd(bfd.map(BfdViews::sessions).orElse(List.of()))
        .bfdEngine(bfd.map(BfdViews::engine).orElse(HostStatus.BfdEngineView.NONE))
        .unmanaged(from.passLog().unmanaged())
        .drift(
            new HostStatus.DriftView(
                policy(state.drift()),
                from.passLog().found(),
                from.passLog().corrected(),
                from.passLog().lastFullPassAtMillis(),
                from.passLog().foundLastHour()))
        .addresses(kernel.addresses())
        .stateErrors(stateErrors)
        .version(generation.map(Generation::version).orElse(null))
        .lock(from.lock().get().orElse(null))
        .peers(from.peers().get())
        .holds(from.holds().get().all())
        .confirmUntil(confirmUntilMillis())
        .confirmsItself(from.generations().confirmation().isByItself())
        .servicesDigest(digest.orElse(null))
        .connectionSync(from.connectionSync().get())
        .build();
  }

  private @Nullable Long confirmUntilMillis() {
    OptionalLong until = from.generations().confirmUntilMillis();
    return until.isPresent() ? until.getAsLong() : null;
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

  private static String policy(DriftPolicy policy) {
    String mode = policy.mode().name().toLowerCase(Locale.ROOT);
    if (policy.cron() != null) {
      return mode + ", cron " + policy.cron();
    }
    long millis = policy.everyMillis();
    return mode + ", every " + (millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms");
  }
}
