package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.api.SiteVersion;
import org.hactl.control.hold.HoldsOfRun;
import org.hactl.control.host.AgentStartTurn;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.plan.PlanReview;
import org.hactl.control.plan.Wanted;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Parallel;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.hactl.control.view.BriefAnswers;
import org.hactl.control.view.HostAnswer;
import org.hactl.control.view.SettledView;
import org.hactl.control.view.SiteView;
import org.hactl.host.Hold;
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
  private final @Nullable PlanReview review;
  private final boolean renewsKey;
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
    this(fleet, listener, asked, version, RolloutPolicy.DEFAULT, true, null, false);
  }

  private Applier(
      Fleet fleet,
      EventListener listener,
      @Nullable Asked asked,
      @Nullable VersionToApply version,
      RolloutPolicy policy,
      boolean gated,
      @Nullable PlanReview review,
      boolean renewsKey) {
    this.fleet = fleet;
    this.listener = listener;
    this.asked = asked;
    this.version = version;
    this.policy = policy;
    this.gated = gated;
    this.review = review;
    this.renewsKey = renewsKey;
  }

  /** The same applier with another way through the site. */
  public Applier with(RolloutPolicy other) {
    return new Applier(fleet, listener, asked, version, other, gated, review, renewsKey);
  }

  /** The same applier, which confirms a site also if it serves less well than before. */
  public Applier withoutGate() {
    return new Applier(fleet, listener, asked, version, policy, false, review, renewsKey);
  }

  /** The same applier, which brings a new key of the site to the directors before it applies. */
  public Applier withNewKey() {
    return new Applier(fleet, listener, asked, version, policy, gated, review, true);
  }

  /** The same applier, whose plans are reviewed after they were shown. */
  public Applier reviewed(PlanReview by) {
    return new Applier(fleet, listener, asked, version, policy, gated, by, renewsKey);
  }

  /**
   * Applies states.
   *
   * @param states the states by host; the results keep this order
   * @throws ControlException if another run has locked a host, the apply would undo a version that
   *     this checkout does not have, or the review refuses the plan
   */
  public List<HostResult> apply(Map<String, HostState> states) throws ControlException {
    return bring(compiled(states));
  }

  /** The states as what hosts are brought to. */
  public static Map<String, Wanted> compiled(Map<String, HostState> states) {
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    states.forEach((host, state) -> wanted.put(host, new Wanted.Compiled(state)));
    return wanted;
  }

  /** Likewise, also to generations that the hosts keep. */
  public List<HostResult> bring(Map<String, Wanted> wanted) throws ControlException {
    HoldsOfRun holds = holdsOf(wanted);
    List<HostRun> runs = runs(wanted, holds);
    try {
      bringLocked(runs);
      each(runs, HostRun::requestPlan);
      planWithoutUnreachable(runs);
      handHoldsOn(holds);
      SiteVersion given = version == null ? null : version.after(runs, fleet);
      if (version != null) {
        version.shareKey(runs, fleet);
      }
      runs.forEach(HostRun::showPlan);
      review(runs);
      if (version != null && renewsKey) {
        version.renewKey(runs);
      }
      // The review may take long: only now the hosts are asked how the site is before the apply.
      try (SiteRollout rollout =
          rollout(runs, gated ? SiteLooks.Purpose.GATE : SiteLooks.Purpose.NO_GATE)) {
        rollout.show();
        rollout.check();
        running = rollout;
        rollout.run(given);
      }
      view(runs);
      return runs.stream().map(HostRun::result).toList();
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  private SiteRollout rollout(List<HostRun> runs, SiteLooks.Purpose purpose) {
    SiteLooks looks = SiteLooks.of(fleet, listener, runs, asked, purpose, policy);
    String who = version == null ? "hactl apply" : version.draft().author();
    return new SiteRollout(fleet, listener, policy, runs, looks, who);
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
   * @return where each host stands
   */
  public Interrupted interrupt(Duration patience) throws InterruptedException {
    SiteRollout rollout = running;
    return rollout == null ? Interrupted.UNCHANGED : rollout.interrupt(patience);
  }

  /** Plans an apply. Changes nothing on the hosts, not even on their disks. */
  public List<HostResult> plan(Map<String, HostState> states) {
    HoldsOfRun holds = holdsOf(compiled(states));
    List<HostRun> runs = runs(compiled(states), holds);
    try {
      return planned(runs, holds);
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  /**
   * Likewise, also of generations that the hosts keep, with a review.
   *
   * @throws ControlException if the review refuses the plan
   */
  public List<HostResult> preview(Map<String, Wanted> wanted) throws ControlException {
    HoldsOfRun holds = holdsOf(wanted);
    List<HostRun> runs = runs(wanted, holds);
    try {
      List<HostResult> results = planned(runs, holds);
      review(runs);
      return results;
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  private List<HostResult> planned(List<HostRun> runs, HoldsOfRun holds) {
    each(runs, HostRun::preview);
    planWithoutUnreachable(runs);
    tellHolds("not yet on", holds, holds.lacking());
    view(runs);
    runs.forEach(HostRun::showPlan);
    try (SiteRollout rollout = rollout(runs, SiteLooks.Purpose.PLAN)) {
      rollout.show();
    }
    return runs.stream().map(HostRun::planned).toList();
  }

  private void review(List<HostRun> runs) throws ControlException {
    if (review != null) {
      try {
        review.review(Parallel.map(runs, fleet.forks(), run -> run.planned(fleet.protocol())));
      } catch (PlanReview.Refused e) {
        throw new ControlException(String.valueOf(e.getMessage()), e.nextStep());
      }
    }
  }

  /**
   * Gives hosts the newest words about holds, before one takes a role or sends to a real server.
   */
  private void handHoldsOn(HoldsOfRun holds) {
    Map<String, List<Hold>> given = holds.lacking();
    AgentQueries queries = new AgentQueries(fleet);
    boolean taken =
        given.entrySet().stream()
            .flatMap(each -> queries.hold(List.of(each.getKey()), each.getValue()).stream())
            .allMatch(answer -> answer.failure() == null);
    tellHolds(taken ? "handed on to" : "could not be handed on to", holds, given);
  }

  private void tellHolds(String what, HoldsOfRun holds, Map<String, List<Hold>> lacking) {
    List<Hold> held = holds.seen().newest().held();
    if (!held.isEmpty() || !lacking.isEmpty()) {
      listener.on(new HostEvent.HoldsMet(held, HoldsOfRun.text(what, lacking)));
    }
  }

  /** Compares the hosts, if there is a router or a service to compare. */
  private void view(List<HostRun> runs) {
    if (asked != null && runs.stream().anyMatch(HostRun::directs)) {
      Asked hosts = asked;
      SiteView view =
          SettledView.of(
                  () -> answers(runs), answers -> SiteView.of(answers, hosts), fleet.clock()::pause)
              .view();
      listener.on(new HostEvent.SiteViewed(view.findings()));
    }
  }

  /** What the hosts answer, as briefly as it can be compared. */
  private List<HostAnswer> answers(List<HostRun> runs) {
    List<HostAnswer> brief = Parallel.map(runs, fleet.forks(), HostRun::briefAnswer);
    return BriefAnswers.suffice(brief) ? brief : Parallel.map(runs, fleet.forks(), HostRun::answer);
  }

  /**
   * The worst outcome among the results. A run that ended before the turn of some hosts went back,
   * also if none of the others had a new state to take back; and so did one whose only new state is
   * on a host that was cut off, and goes back by itself.
   */
  public static HostOutcome worst(List<HostResult> results) {
    for (HostOutcome outcome : List.of(HostOutcome.FAILED, HostOutcome.ROLLED_BACK)) {
      if (results.stream().anyMatch(result -> counted(result.outcome()) == outcome)) {
        return outcome;
      }
    }
    if (results.stream().noneMatch(HostResult::unreachable)) {
      return HostOutcome.OK;
    }
    return stands(results, Standing.Kind.GOES_BACK) && !stands(results, Standing.Kind.CONFIRMED)
        ? HostOutcome.ROLLED_BACK
        : HostOutcome.UNREACHABLE;
  }

  private static boolean stands(List<HostResult> results, Standing.Kind kind) {
    return results.stream().anyMatch(result -> result.standing().kind() == kind);
  }

  private static HoldsOfRun holdsOf(Map<String, Wanted> wanted) {
    return new HoldsOfRun(
        wanted.entrySet().stream()
            .filter(each -> each.getValue().directs())
            .map(Map.Entry::getKey)
            .toList());
  }

  private static HostOutcome counted(HostOutcome outcome) {
    return switch (outcome) {
      case UNDONE, NOT_STARTED -> HostOutcome.ROLLED_BACK;
      case OK, UNREACHABLE, FAILED, ROLLED_BACK -> outcome;
    };
  }

  private List<HostRun> runs(Map<String, Wanted> wanted, HoldsOfRun holds) {
    List<HostRun> runs = new ArrayList<>();
    AgentStartTurn turn = new AgentStartTurn();
    EventListener telling =
        event -> {
          if (event instanceof HostEvent.HoldsTold(String host, List<Hold> told)) {
            holds.told(host, told);
          } else {
            listener.on(event);
          }
        };
    wanted.forEach((host, each) -> runs.add(new HostRun(fleet, telling, host, each, turn)));
    return runs;
  }

  private void each(List<HostRun> runs, Consumer<HostRun> step) {
    Parallel.each(runs, fleet.forks(), step);
  }
}
