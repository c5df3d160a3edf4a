package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hactl.api.SiteVersion;
import org.hactl.control.HostResult.HostOutcome;
import org.hactl.control.gate.GateProblem;
import org.hactl.control.gate.GateWait;
import org.hactl.control.gate.SiteGate;
import org.hactl.control.gate.Stage;
import org.hactl.control.view.Asked;
import org.hactl.control.view.HostAnswer;
import org.hactl.control.view.SettledView;
import org.hactl.control.view.SiteView;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * Makes hosts match the site. All hosts are reached and planned at once, so that the whole plan is
 * shown before anything changes; agents are installed on directors one after another. Then real
 * servers and all other hosts converge, after them the directors, and last the real servers that
 * only leave a service. So a director does not start sending to a host that is not ready, and a
 * host keeps its VIP while a director may still send to it. If a real server is not ready, the
 * directors do not get it until the next apply. A host that fails does not stop the others.
 */
public final class Applier {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Fleet fleet;
  private final EventListener listener;
  private final @Nullable Asked asked;
  private final @Nullable VersionToApply version;

  /** An applier that neither compares the hosts' answers nor gives them a version. */
  Applier(Fleet fleet, EventListener listener) {
    this(fleet, listener, null, null);
  }

  /**
   * An applier that compares the hosts' answers.
   *
   * @param asked the hosts whose answers it compares; null to compare none
   * @param version the version of the site that the hosts get; null to leave theirs
   */
  public Applier(
      Fleet fleet,
      EventListener listener,
      @Nullable Asked asked,
      @Nullable VersionToApply version) {
    this.fleet = fleet;
    this.listener = listener;
    this.asked = asked;
    this.version = version;
  }

  /**
   * Applies states.
   *
   * @param states the states by host; the results keep this order
   * @throws ControlException if another run has locked a host, or the apply would undo a version
   *     that this checkout does not have
   */
  public List<HostResult> apply(Map<String, HostState> states) throws ControlException {
    List<HostRun> runs = runs(states);
    try {
      bringLocked(runs);
      each(runs, HostRun::requestPlan);
      planWithoutUnreachable(runs);
      SiteVersion given = version == null ? null : version.after(runs, fleet);
      runs.forEach(HostRun::showPlan);
      converge(runs, states.values(), given);
      view(states.values(), runs);
      return runs.stream().map(HostRun::result).toList();
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  /** An agent that another run needs is not replaced: the hosts are locked before that. */
  private void bringLocked(List<HostRun> runs) throws ControlException {
    each(runs, HostRun::meet);
    if (version == null) {
      each(runs, HostRun::bring);
      return;
    }
    SiteLock lock = SiteLock.forApply(fleet, version.draft().author());
    lock.take(runs);
    each(runs, HostRun::bring);
    lock.take(runs);
  }

  /** Plans again, so that a host that has failed stays unchanged in the pools of the others. */
  private void planWithoutUnreachable(List<HostRun> runs) {
    Set<String> unready =
        runs.stream()
            .filter(HostRun::hasFailed)
            .map(HostRun::host)
            .collect(Collectors.toUnmodifiableSet());
    if (!unready.isEmpty()) {
      each(runs, run -> run.planWithout(unready));
    }
  }

  /** Lets the hosts converge, one wave after the other, until one of them fails. */
  private void converge(
      List<HostRun> runs, Collection<HostState> states, @Nullable SiteVersion given) {
    Supplier<Optional<HostFailure>> gate = gate(runs, states);
    List<HostRun> lost = runs.stream().filter(HostRun::hasFailed).toList();
    List<HostRun> failed = List.of();
    List<List<HostRun>> waves = waves(runs);
    for (List<HostRun> wave : waves) {
      if (failed.isEmpty()) {
        Set<String> unready = unready(runs);
        each(wave, run -> run.converge(run.isDirector() ? unready : Set.of(), given));
        failed = runs.stream().filter(run -> run.hasFailed() && !lost.contains(run)).toList();
      } else {
        HostFailure why = SiteCommit.because(failed);
        wave.forEach(run -> run.neverStarted(why));
      }
    }
    List<List<HostPending>> waiting =
        waves.stream()
            .map(wave -> wave.stream().flatMap(run -> run.waiting().stream()).toList())
            .toList();
    boolean stays =
        new SiteCommit(fleet, waiting)
            .end(
                failed.isEmpty() ? Optional.empty() : Optional.of(SiteCommit.because(failed)),
                gate);
    each(runs, run -> run.settle(stays ? given : null));
  }

  /** Real servers that give up a VIP come last, unless a director that may send to them is lost. */
  private static List<List<HostRun>> waves(List<HostRun> runs) {
    List<HostRun> first = new ArrayList<>();
    List<HostRun> directors = new ArrayList<>();
    List<HostRun> last = new ArrayList<>();
    for (HostRun run : runs) {
      (run.isDirector() ? directors : run.leavesService() ? last : first).add(run);
    }
    List<String> stuck = directors.stream().filter(HostRun::hasFailed).map(HostRun::host).toList();
    if (!stuck.isEmpty()) {
      last.forEach(run -> run.leave(stuck));
    }
    return List.of(first, directors, last);
  }

  /** The hosts to which directors must not begin to send. */
  private static Set<String> unready(List<HostRun> runs) {
    return runs.stream()
        .filter(run -> !run.isDirector() && !run.isReady())
        .map(HostRun::host)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Looks at the site now; the gate compares that with its looks at the site later. */
  private Supplier<Optional<HostFailure>> gate(List<HostRun> runs, Collection<HostState> states) {
    if (asked == null
        || states.stream().noneMatch(Applier::isDirector)
        || runs.stream().noneMatch(HostRun::hasWork)) {
      return Optional::empty;
    }
    SiteGate gate = new SiteGate(answers(runs), asked);
    int looks = (int) (GateWait.of(states).toMillis() / BETWEEN_LOOKS.toMillis());
    return () -> problems(gate, runs, looks);
  }

  private Optional<HostFailure> problems(SiteGate gate, List<HostRun> runs, int looks) {
    List<GateProblem> problems = gate.problems(answers(runs), Stage.WHOLE_SITE);
    try {
      for (int i = 0; i < looks && SiteGate.mayMend(problems); i++) {
        fleet.clock().pause(BETWEEN_LOOKS);
        problems = gate.problems(answers(runs), Stage.WHOLE_SITE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HostFailure(
                problems.stream().map(GateProblem::text).collect(Collectors.joining("; ")),
                "correct the site, then apply again"));
  }

  private List<HostAnswer> answers(List<HostRun> runs) {
    return Parallel.map(runs, fleet.forks(), HostRun::answer);
  }

  /** Plans an apply. Changes nothing on the hosts, not even on their disks. */
  public List<HostResult> plan(Map<String, HostState> states) {
    List<HostRun> runs = runs(states);
    try {
      each(runs, HostRun::preview);
      planWithoutUnreachable(runs);
      view(states.values(), runs);
      runs.forEach(HostRun::showPlan);
      return runs.stream().map(HostRun::planned).toList();
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  /** Compares the hosts, if there is a router or a service to compare. */
  private void view(Collection<HostState> states, List<HostRun> runs) {
    if (asked != null && states.stream().anyMatch(Applier::isDirector)) {
      Asked hosts = asked;
      SiteView view =
          SettledView.of(
                  () -> answers(runs), answers -> SiteView.of(answers, hosts), fleet.clock()::pause)
              .view();
      listener.on(new HostEvent.SiteViewed(view.findings()));
    }
  }

  private static boolean isDirector(HostState state) {
    return !state.virtualRouters().isEmpty() || !state.virtualServices().isEmpty();
  }

  /** The worst outcome among the results. */
  public static HostOutcome worst(List<HostResult> results) {
    for (HostOutcome outcome :
        List.of(HostOutcome.FAILED, HostOutcome.ROLLED_BACK, HostOutcome.UNREACHABLE)) {
      if (results.stream().anyMatch(result -> counted(result.outcome()) == outcome)) {
        return outcome;
      }
    }
    return HostOutcome.OK;
  }

  private static HostOutcome counted(HostOutcome outcome) {
    return switch (outcome) {
      case UNDONE -> HostOutcome.ROLLED_BACK;
      case NOT_STARTED -> HostOutcome.OK;
      case OK, UNREACHABLE, FAILED, ROLLED_BACK -> outcome;
    };
  }

  private List<HostRun> runs(Map<String, HostState> states) {
    List<HostRun> runs = new ArrayList<>();
    AgentStartTurn turn = new AgentStartTurn();
    states.forEach((host, state) -> runs.add(new HostRun(fleet, listener, host, state, turn)));
    return runs;
  }

  private void each(List<HostRun> runs, Consumer<HostRun> step) {
    Parallel.map(
        runs,
        fleet.forks(),
        run -> {
          step.accept(run);
          return run;
        });
  }
}
