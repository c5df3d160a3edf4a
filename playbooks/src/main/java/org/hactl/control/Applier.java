package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.api.SiteVersion;
import org.hactl.control.HostResult.HostOutcome;
import org.hactl.control.rollout.Parallel;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.hactl.control.view.SettledView;
import org.hactl.control.view.SiteView;
import org.hactl.host.HostState;
import org.hactl.site.model.RolloutPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Makes hosts match the site. All hosts are reached and planned at once, so that the whole plan is
 * shown before anything changes; agents are installed on directors one after another. Then the
 * hosts converge in waves ({@link org.hactl.control.rollout.Waves}), and all of them are confirmed,
 * or none: a host that fails takes the others back. A host that could not be reached or planned
 * takes no part; directors do not get it as a real server until the next apply.
 */
public final class Applier {
  private final Fleet fleet;
  private final EventListener listener;
  private final @Nullable Asked asked;
  private final @Nullable VersionToApply version;
  private final RolloutPolicy policy;
  private final boolean gated;
  private volatile @Nullable SiteRollout running;

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
    this(fleet, listener, asked, version, RolloutPolicy.DEFAULT, true);
  }

  private Applier(
      Fleet fleet,
      EventListener listener,
      @Nullable Asked asked,
      @Nullable VersionToApply version,
      RolloutPolicy policy,
      boolean gated) {
    this.fleet = fleet;
    this.listener = listener;
    this.asked = asked;
    this.version = version;
    this.policy = policy;
    this.gated = gated;
  }

  /** The same applier with another way through the site. */
  public Applier with(RolloutPolicy other) {
    return new Applier(fleet, listener, asked, version, other, gated);
  }

  /** The same applier, which confirms a site also if it serves less well than before. */
  public Applier withoutGate() {
    return new Applier(fleet, listener, asked, version, policy, false);
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
      SiteRollout rollout = rollout(runs, gated ? asked : null);
      runs.forEach(HostRun::showPlan);
      rollout.show();
      running = rollout;
      rollout.run(given);
      view(states.values(), runs);
      return runs.stream().map(HostRun::result).toList();
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  private SiteRollout rollout(List<HostRun> runs, @Nullable Asked gatedBy) {
    SiteLooks looks = SiteLooks.of(fleet, runs, gatedBy);
    return new SiteRollout(fleet, listener, policy, runs, looks.waves(policy), looks);
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

  /**
   * Lets no further host start, because the operator wants to leave. Called by another thread.
   *
   * @param patience how long to wait for the end of a confirmation that has begun
   * @return where each host stands; empty if nothing has been changed yet
   */
  public Map<String, Standing> interrupt(Duration patience) throws InterruptedException {
    SiteRollout rollout = running;
    return rollout == null ? Map.of() : rollout.interrupt(patience);
  }

  /** Plans an apply. Changes nothing on the hosts, not even on their disks. */
  public List<HostResult> plan(Map<String, HostState> states) {
    List<HostRun> runs = runs(states);
    try {
      each(runs, HostRun::preview);
      planWithoutUnreachable(runs);
      view(states.values(), runs);
      runs.forEach(HostRun::showPlan);
      rollout(runs, null).show();
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
                  () -> Parallel.map(runs, fleet.forks(), HostRun::answer),
                  answers -> SiteView.of(answers, hosts),
                  fleet.clock()::pause)
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
