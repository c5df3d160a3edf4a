package org.hactl.agent.converge;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.agent.engines.BfdConfigs;
import org.hactl.agent.engines.DriftTimes;
import org.hactl.agent.engines.RouterConfigs;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.Reply;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.reconcile.Outcome;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.Preview;
import org.hactl.reconcile.Want;
import org.hactl.track.TrackEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the whole host to a state, phase after phase: what software is needed, then the network,
 * then the software that goes, then the engines.
 */
public final class Convergence {
  private static final Logger log = LoggerFactory.getLogger(Convergence.class);

  /** The checks have decided, and what somebody left of a router's addresses is ours by now. */
  private static final Set<String> AFTER_THE_ENGINES =
      Set.of(IpvsResource.KIND, AddressResource.KIND);

  private final Targets targets;
  private final Claims claims;
  private final Worker software;
  private final Worker network;
  private final Engines engines;
  private final Consumer<String> engineError;
  private final ProgressRelay relay;
  private final Clock clock;

  /** What was changed, and what went wrong. */
  record Result(List<ChangeView> changes, List<String> errors) {
    Result {
      changes = List.copyOf(changes);
      errors = List.copyOf(errors);
    }

    boolean failed() {
      return !errors.isEmpty();
    }
  }

  /**
   * @param engineError told why the engines do not run; empty if they do
   */
  Convergence(
      Targets targets,
      Claims claims,
      Worker software,
      Worker network,
      Engines engines,
      Consumer<String> engineError,
      ProgressRelay relay,
      Clock clock) {
    this.targets = targets;
    this.claims = claims;
    this.software = software;
    this.network = network;
    this.engines = engines;
    this.engineError = engineError;
    this.relay = relay;
    this.clock = clock;
  }

  /** What it would take; nothing is changed. */
  Reply.Plan plan(HostState state, boolean same) {
    Set<String> problems = new LinkedHashSet<>(RouterConfigs.problems(state));
    problems.addAll(BfdConfigs.problems(state));
    problems.addAll(DriftTimes.problems(state.drift(), Instant.ofEpochMilli(clock.millis())));
    problems.addAll(TrackEngine.problems(state));
    List<ChangeView> changes = new ArrayList<>();
    try {
      Want want = targets.want(state);
      CompletableFuture<Preview> soft = software.preview(want);
      CompletableFuture<Preview> net = network.preview(want);
      CompletableFuture<Preview> master = network.preview(asMaster(want));
      for (CompletableFuture<Preview> preview : List.of(soft, net)) {
        preview.join().changes().forEach(change -> changes.add(PassLog.view(change)));
        problems.addAll(preview.join().problems());
      }
      problems.addAll(master.join().problems());
    } catch (CompletionException e) {
      problems.add(message(e));
    } catch (IllegalArgumentException e) {
      problems.add(message(e));
    }
    changes.addAll(StateDiff.of(targets.network(), state));
    return new Reply.Plan(changes, List.copyOf(problems), same);
  }

  /** What cannot work in a failover is better known before there is one. */
  private static Want asMaster(Want want) {
    Map<ResourceId, Resource> all = new LinkedHashMap<>();
    want.desired().forEach(each -> all.put(each.id(), each));
    want.claimed().forEach(each -> all.putIfAbsent(each.id(), each));
    return new Want(List.copyOf(all.values()), want.claimed(), want.exclusive(), want.mode());
  }

  /** Goes forward; ends at the first step that fails. */
  Result forward(HostState state, Consumer<Reply.Progress> progress) {
    try (Worker.Hold _ = hold()) {
      return forwardAlone(state, new Log(progress));
    }
  }

  private Result forwardAlone(HostState state, Log log) {
    HostState before = targets.network();
    if (log.pass(software, want(state), Pass.Part.ADDITIONS, true)) {
      // Not before: a pass that was under way would have done all of it, removals too.
      targets.software(state);
      boolean someComeBack = giveUpWhatGoes(before, state);
      targets.network(state);
      if (log.pass(network, want(state), Pass.Part.EVERYTHING, true)
          && (someComeBack
              ? configure(state, log) && remove(state, log)
              : remove(state, log) && configure(state, log))) {
        announceWhatCame(before, state);
        StateDiff.of(before, state).forEach(log::changed);
        log.attempt(engines::awaitFirstChecks);
        log.pass(network, AFTER_THE_ENGINES, want(state), Pass.Part.EVERYTHING, true);
      }
    }
    return log.result();
  }

  /** From now on nothing else is done about software. */
  Worker.Hold hold() {
    return software.hold();
  }

  private boolean configure(HostState state, Log log) {
    return log.attempt(() -> configureEngines(state));
  }

  /**
   * Lets the engines run as this state says, and tells whether they do.
   *
   * @throws IllegalArgumentException where they do not
   */
  void configureEngines(HostState state) {
    try {
      engines.configure(state);
      engineError.accept("");
    } catch (IllegalArgumentException e) {
      engineError.accept(message(e));
      throw e;
    }
  }

  /** Software that goes. It may be what held the addresses before, as keepalived. */
  private boolean remove(HostState state, Log log) {
    return log.pass(software, want(state), Pass.Part.REMOVALS, true)
        && log.attempt(() -> claims.take(state));
  }

  /**
   * Goes back, as far as it can: one failed step does not keep the others from being taken back.
   */
  Result back(HostState state, Consumer<Reply.Progress> progress) {
    Log log = new Log(progress);
    try (Worker.Hold _ = hold()) {
      log.attempt(() -> configureEngines(state));
      log.attempt(() -> claims.take(state));
      targets.network(state);
      log.pass(network, want(state), Pass.Part.EVERYTHING, false);
      targets.software(state);
      log.pass(software, want(state), Pass.Part.EVERYTHING, false);
      return log.result();
    }
  }

  /** An apply puts drift right even where the schedule only reports it: somebody asked for it. */
  private Want want(HostState state) {
    Want want = targets.want(state);
    return new Want(want.desired(), want.claimed(), want.exclusive(), DriftPolicy.Mode.CORRECT);
  }

  /**
   * A router that leaves the site, or becomes another of the same name, gives its role away while
   * its addresses are still in place.
   *
   * @return whether one of those comes back, and is not to wait for anything slow
   */
  private boolean giveUpWhatGoes(HostState before, HostState state) {
    Set<String> staying =
        before.virtualRouters().stream()
            .filter(router -> state.virtualRouters().stream().anyMatch(router::isSameRouter))
            .map(VirtualRouterSpec::name)
            .collect(Collectors.toSet());
    Set<String> going = new HashSet<>(before.routerNames());
    going.removeAll(staying);
    if (going.isEmpty()) {
      return false;
    }
    try {
      engines.retire(before.withoutRoutersBut(staying));
    } catch (IllegalArgumentException e) {
      // A state that cannot be run is what this apply may be there to mend.
      log.atWarn().addKeyValue("error", message(e)).log("routers leave only with the new state");
    }
    return going.stream().anyMatch(state.routerNames()::contains);
  }

  /** What a pass has added to a master, the engine learned of only now. */
  private void announceWhatCame(HostState before, HostState state) {
    Map<String, List<Resource>> held = new HashMap<>();
    before.virtualRouters().forEach(router -> held.put(router.name(), router.held()));
    List<String> changed =
        state.virtualRouters().stream()
            .filter(router -> !router.held().equals(held.get(router.name())))
            .map(VirtualRouterSpec::name)
            .filter(targets::isMaster)
            .toList();
    if (!changed.isEmpty()) {
      engines.announce(changed);
    }
  }

  public static String message(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
  }

  /** Something that may be refused. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws IOException;
  }

  /** What has been done so far. */
  private final class Log {
    private final Consumer<Reply.Progress> progress;
    private final List<ChangeView> changes = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    Log(Consumer<Reply.Progress> progress) {
      this.progress = progress;
    }

    boolean pass(Worker worker, Want want, Pass.Part part, boolean stopAtError) {
      return pass(worker, worker.kinds(), want, part, stopAtError);
    }

    boolean pass(Worker worker, Set<String> kinds, Want want, Pass.Part part, boolean stopAtError) {
      Cause cause = new Cause(FoundBy.SCHEDULE, false, clock.nanos());
      relay.to(progress);
      try {
        Outcome outcome =
            worker
                .run(want, new Pass(kinds, part, stopAtError), cause, new ProgressLines(progress))
                .join();
        outcome.done().stream()
            .filter(Outcome.Done::applied)
            .forEach(done -> changes.add(PassLog.view(done.change())));
        errors.addAll(outcome.errors());
      } catch (CompletionException e) {
        errors.add(message(e));
      } finally {
        relay.toNobody();
      }
      return errors.isEmpty();
    }

    boolean attempt(Attempt attempt) {
      try {
        attempt.run();
      } catch (IOException | IllegalArgumentException e) {
        errors.add(message(e));
      }
      return errors.isEmpty();
    }

    void changed(ChangeView change) {
      changes.add(change);
      progress.accept(new Reply.Progress(change.id().toString(), change, true));
    }

    Result result() {
      return new Result(changes, errors);
    }
  }
}
