package org.hactl.control;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.cost.Cost;
import org.hactl.control.cost.PlanCosts;
import org.hactl.control.gate.GateProblem;
import org.hactl.control.gate.GateWait;
import org.hactl.control.gate.SiteGate;
import org.hactl.control.gate.Stage;
import org.hactl.control.gate.VipReach;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostFailure;
import org.hactl.control.keepalived.Takeover;
import org.hactl.control.keepalived.Takeover.Keepalived;
import org.hactl.control.outside.Bystanders;
import org.hactl.control.rollout.Parallel;
import org.hactl.control.rollout.SendingDirectors;
import org.hactl.control.view.Asked;
import org.hactl.control.view.HostAnswer;
import org.hactl.site.model.RolloutPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts of a run, and the directors outside it, say before the run changes anything, and
 * later, compared by the gate.
 *
 * @param bystanders the directors outside the run
 * @param turns the order of the hosts; what hosts told before is empty if the run needs no look
 * @param reached which VIPs answered another director before
 * @param gate null if later answers are not compared
 * @param looks how often the hosts are asked again while a problem may mend
 */
record SiteLooks(
    Fleet fleet,
    List<HostRun> runs,
    Bystanders bystanders,
    SiteTurns turns,
    List<VipReach> reached,
    @Nullable SiteGate gate,
    int looks) {
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final Duration UNKNOWN_CHECKS = Duration.ofMinutes(1);

  /** Why a run looks at the site. */
  enum Purpose {
    /** It only shows a plan. */
    PLAN,
    /** It goes on without comparing. */
    NO_GATE,
    GATE
  }

  /**
   * Looks at the site, if the gate, a drain or the order of directors needs it.
   *
   * @param asked the hosts that the command means; null to compare none
   */
  static SiteLooks of(
      Fleet fleet,
      EventListener listener,
      List<HostRun> runs,
      @Nullable Asked asked,
      Purpose purpose,
      RolloutPolicy policy) {
    List<HostRun> working = runs.stream().filter(HostRun::hasWork).toList();
    Bystanders bystanders = Bystanders.of(fleet, runs.stream().map(HostRun::host).toList(), asked);
    boolean gated = purpose == Purpose.GATE && asked != null && !working.isEmpty();
    boolean inTurn = working.stream().filter(HostRun::isDirector).count() > 1;
    boolean drains = policy.drain() && working.stream().anyMatch(SiteTurns::mayDisturb);
    // What a host keeps is known to it alone: then the real servers of services are those of now.
    boolean kept = working.stream().anyMatch(run -> run.state().isEmpty());
    if (gated || drains || kept) {
      bystanders
          .meet()
          .forEach(host ->
              listener.on(
                  new HostEvent.Working(host, "does not answer, so this run looks without it")));
    }
    boolean directors = runs.stream().anyMatch(run -> run.isOpen() && run.isDirector());
    boolean compares = gated && (directors || !bystanders.hosts().isEmpty());
    SiteTurns untold = new SiteTurns(runs, bystanders, Map.of(), SendingDirectors.UNKNOWN);
    SiteLooks unasked = new SiteLooks(fleet, runs, bystanders, untold, List.of(), null, 0);
    List<HostAnswer> before = compares || inTurn || kept || drains ? unasked.answers() : List.of();
    return new SiteLooks(
        fleet,
        runs,
        bystanders,
        new SiteTurns(
            runs, bystanders, HostAnswer.statuses(before), sending(fleet, runs, asked, before)),
        compares ? unasked.reached(before) : List.of(),
        compares ? gate(before, Objects.requireNonNull(asked), working) : null,
        (int) (unasked.longest().toMillis() / BETWEEN.toMillis()));
  }

  /** What a keepalived sends that is adopted or removed is not known. */
  private static SendingDirectors sending(
      Fleet fleet, List<HostRun> runs, @Nullable Asked asked, List<HostAnswer> before) {
    boolean keepalived =
        fleet.keepalived() != Keepalived.REFUSED
            || runs.stream()
                .anyMatch(run -> run.changes().stream().anyMatch(Takeover::removesKeepalived));
    return asked == null || keepalived
        ? SendingDirectors.UNKNOWN
        : SendingDirectors.of(asked.site(), before);
  }

  private static SiteGate gate(List<HostAnswer> before, Asked asked, List<HostRun> working) {
    PlanCosts costs = new PlanCosts(asked.site());
    List<Cost> all =
        working.stream().flatMap(run -> costs.of(run.host(), run.changes()).stream()).toList();
    return new SiteGate(before, asked, PlanCosts.apart(all));
  }

  /** Asks directors whether the VIPs of others answer them; one that cannot ask is left out. */
  private List<VipReach> reached(List<HostAnswer> answers) {
    Map<String, HostRun> byHost =
        runs.stream().collect(Collectors.toMap(HostRun::host, Function.identity()));
    return Parallel.map(
            VipReach.questions(answers),
            fleet.forks(),
            question -> {
              HostRun asker = byHost.get(question.asker());
              Reply.Probe probe =
                  asker == null
                      ? bystanders.reach(question.asker(), question.vip()).value()
                      : asker.<Reply.Probe>ask(agent -> agent.reach(question.vip())).value();
              return Optional.ofNullable(probe).map(it -> new VipReach(question, it.ok()));
            })
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** For how long a problem may mend; the checks of a state that a host keeps are not known. */
  Duration longest() {
    Duration known = GateWait.of(turns.site().values());
    boolean all = runs.stream().allMatch(run -> run.state().isPresent());
    return all || known.compareTo(UNKNOWN_CHECKS) > 0 ? known : UNKNOWN_CHECKS;
  }

  private List<HostAnswer> answers() {
    return Stream.concat(
            Parallel.map(runs, fleet.forks(), HostRun::answer).stream(),
            bystanders.answers().stream())
        .toList();
  }

  /** What hosts of the run, and directors outside it, answer now. */
  List<Answer<HostStatus>> status(Collection<String> hosts) {
    List<HostRun> ofRun = runs.stream().filter(run -> hosts.contains(run.host())).toList();
    return Stream.concat(
            Parallel.map(ofRun, fleet.forks(), run -> run.<HostStatus>ask(AgentClient::status))
                .stream(),
            bystanders.status(hosts).stream())
        .toList();
  }

  /**
   * How long the directors' checks need to notice what a disturbed real server does; zero if
   * answers are not compared.
   */
  Duration noticing() {
    return gate == null ? Duration.ZERO : GateWait.ofChecks(turns.site().values());
  }

  /** Whether later answers are compared. */
  boolean compares() {
    return gate != null;
  }

  /** Why the site must not stay as it is now; empty if it may. Waits while that may mend. */
  Optional<HostFailure> problem(Stage stage) {
    if (gate == null) {
      return Optional.empty();
    }
    // A host that is cut off lets each look wait for a timeout.
    long end = fleet.clock().nanos() + BETWEEN.multipliedBy(looks).toNanos();
    List<GateProblem> problems = look(gate, stage);
    for (int i = 0;
        i < looks
            && fleet.clock().nanos() - end < 0
            && SiteGate.mayMend(problems)
            && pause(BETWEEN);
        i++) {
      problems = look(gate, stage);
    }
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HostFailure(
                problems.stream().map(GateProblem::text).collect(Collectors.joining("; ")),
                "correct that, then run it again; with --no-gate it is done anyway"));
  }

  private List<GateProblem> look(SiteGate by, Stage stage) {
    List<HostAnswer> now = answers();
    boolean part = runs.stream().anyMatch(run -> run.isDirector() && run.hasFailed());
    List<GateProblem> problems =
        by.problems(now, stage == Stage.WHOLE_SITE && part ? Stage.WITHOUT_A_DIRECTOR : stage);
    // To ask for addresses takes longer, and says nothing while a role moves.
    return problems.isEmpty() && !reached.isEmpty()
        ? VipReach.problems(reached, reached(now))
        : problems;
  }

  /** Whether the pause was not interrupted. */
  boolean pause(Duration time) {
    try {
      if (!time.isZero()) {
        fleet.clock().pause(time);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
