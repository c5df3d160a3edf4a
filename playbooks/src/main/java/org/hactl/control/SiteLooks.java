package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RealServerView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.ServiceView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.cost.Cost;
import org.hactl.control.cost.PlanCosts;
import org.hactl.control.gate.GateProblem;
import org.hactl.control.gate.GateWait;
import org.hactl.control.gate.SiteGate;
import org.hactl.control.gate.Stage;
import org.hactl.control.gate.VipReach;
import org.hactl.control.keepalived.Takeover;
import org.hactl.control.keepalived.Takeover.Keepalived;
import org.hactl.control.rollout.ChangeCost;
import org.hactl.control.rollout.Member;
import org.hactl.control.rollout.Member.Role;
import org.hactl.control.rollout.Parallel;
import org.hactl.control.rollout.SendingDirectors;
import org.hactl.control.rollout.Waves;
import org.hactl.control.view.Asked;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.site.model.RolloutPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts of a run say before it changes anything, and later, compared by the gate.
 *
 * @param before empty if the run needs no look at the site
 * @param reached which VIPs answered another director before
 * @param gate null if later answers are not compared
 * @param sending to which real servers directors may have sent before
 * @param looks how often the hosts are asked again while a problem may mend
 */
record SiteLooks(
    Fleet fleet,
    List<HostRun> runs,
    List<HostAnswer> before,
    List<VipReach> reached,
    @Nullable SiteGate gate,
    SendingDirectors sending,
    int looks) {
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final Duration UNKNOWN_CHECKS = Duration.ofMinutes(1);

  /**
   * Looks at the site, if the gate or the order of directors needs it.
   *
   * @param asked the hosts that the gate compares; null for no gate
   */
  static SiteLooks of(Fleet fleet, List<HostRun> runs, @Nullable Asked asked) {
    List<HostRun> working = runs.stream().filter(HostRun::hasWork).toList();
    boolean directors = runs.stream().anyMatch(run -> run.isOpen() && run.isDirector());
    boolean compares = asked != null && directors && !working.isEmpty();
    boolean inTurn = working.stream().filter(HostRun::isDirector).count() > 1;
    // What a host keeps is known to it alone: then the real servers of services are those of now.
    boolean kept = working.stream().anyMatch(run -> run.state().isEmpty());
    List<HostAnswer> before = compares || inTurn || kept ? answers(fleet, runs) : List.of();
    Duration wait = wait(runs);
    return new SiteLooks(
        fleet,
        runs,
        before,
        compares ? reached(fleet, runs, before) : List.of(),
        compares ? gate(before, Objects.requireNonNull(asked), working) : null,
        sending(fleet, runs, asked, before),
        (int) (wait.toMillis() / BETWEEN.toMillis()));
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

  /** The roles that the changes of a host cost it, as {@link ChangeCost#rolesLost}. */
  Map<String, Integer> rolesLost(HostRun run) {
    Map<String, HostState> site = new HashMap<>();
    runs.forEach(each -> each.state().ifPresent(state -> site.put(each.host(), state)));
    return ChangeCost.rolesLost(run.changes(), new PlanCosts(site).of(run.host(), run.changes()));
  }

  /**
   * The hosts that may have a virtual router after a host of this run has left it, and that one.
   */
  List<String> directors(String router, HostRun leaver) {
    return runs.stream()
        .filter(run -> run == leaver || rolesLost(run).getOrDefault(router, 1) > 0)
        .map(HostRun::host)
        .toList();
  }

  /** Asks directors whether the VIPs of others answer them; one that cannot ask is left out. */
  private static List<VipReach> reached(Fleet fleet, List<HostRun> runs, List<HostAnswer> answers) {
    Map<String, HostRun> byHost =
        runs.stream().collect(Collectors.toMap(HostRun::host, Function.identity()));
    return Parallel.map(
            VipReach.questions(answers),
            fleet.forks(),
            question -> {
              HostRun asker = Objects.requireNonNull(byHost.get(question.asker()));
              Reply.Probe probe =
                  asker
                      .<Reply.Probe>ask(agent ->
                          agent.ask(new Request.Reach(question.vip()), Reply.Probe.class, _ -> {}))
                      .value();
              return Optional.ofNullable(probe).map(it -> new VipReach(question, it.ok()));
            })
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** For how long a problem may mend; the checks of a state that a host keeps are not known. */
  private static Duration wait(List<HostRun> runs) {
    Duration known = GateWait.of(runs.stream().flatMap(run -> run.state().stream()).toList());
    boolean all = runs.stream().allMatch(run -> run.state().isPresent());
    return all || known.compareTo(UNKNOWN_CHECKS) > 0 ? known : UNKNOWN_CHECKS;
  }

  private static List<HostAnswer> answers(Fleet fleet, List<HostRun> runs) {
    return Parallel.map(runs, fleet.forks(), HostRun::answer);
  }

  /** The hosts that have something to do, in the waves in which they converge. */
  List<List<HostRun>> waves(RolloutPolicy policy) {
    Map<String, HostStatus> statuses = new HashMap<>();
    for (HostAnswer answer : before) {
      if (answer.status() != null) {
        statuses.put(answer.host(), Objects.requireNonNull(answer.status()));
      }
    }
    Map<String, HostRun> byHost = new HashMap<>();
    Map<String, Set<String>> services = services(statuses);
    List<Member> members = new ArrayList<>();
    for (HostRun run : runs) {
      byHost.put(run.host(), run);
      if (run.hasWork()) {
        Set<String> own =
            services.keySet().stream()
                .filter(name -> services.getOrDefault(name, Set.of()).contains(run.host()))
                .collect(Collectors.toSet());
        Role role = role(run, own, statuses.get(run.host()));
        members.add(new Member(run.host(), role, own, disturbs(run)));
      }
    }
    return Waves.of(members, services, policy).stream()
        .map(wave -> wave.stream().map(host -> Objects.requireNonNull(byHost.get(host))).toList())
        .toList();
  }

  /**
   * @param services of which the host is a real server
   * @param status what the host said before; null if it did not, or was not asked
   */
  private static Role role(HostRun run, Set<String> services, @Nullable HostStatus status) {
    if (!run.isDirector()) {
      // A real server comes before the directors that begin to send to it.
      if (services.isEmpty() && ChangeCost.endsRouters(run.changes())) {
        return Role.MASTER;
      }
      return run.isLeaving() ? Role.LEAVING : Role.SERVER;
    }
    if (status != null && status.routers().isEmpty()) {
      return Role.NEW_DIRECTOR;
    }
    if (ChangeCost.partsDirectors(run.changes(), run.state().orElse(null))) {
      return Role.IN_STEP;
    }
    return status != null && isMaster(status) ? Role.MASTER : Role.BACKUP;
  }

  private static boolean isMaster(HostStatus status) {
    return status.routers().stream().anyMatch(RouterView::leads);
  }

  /**
   * The real servers of each service that did not fail before. A director that goes back to a state
   * that it keeps counts with the services that it has now.
   */
  private Map<String, Set<String>> services(Map<String, HostStatus> statuses) {
    Set<String> failed =
        runs.stream().filter(HostRun::hasFailed).map(HostRun::host).collect(Collectors.toSet());
    Map<String, Set<String>> services = new TreeMap<>();
    for (HostRun run : runs) {
      servers(run, statuses.get(run.host()))
          .forEach((service, hosts) ->
              services.computeIfAbsent(service, _ -> new TreeSet<>()).addAll(hosts));
    }
    services.values().forEach(hosts -> hosts.removeAll(failed));
    services.values().removeIf(Set::isEmpty);
    return services;
  }

  private static Map<String, Set<String>> servers(HostRun run, @Nullable HostStatus status) {
    Map<String, Set<String>> services = new TreeMap<>();
    if (run.state().isPresent()) {
      for (VirtualServiceSpec service : run.state().get().virtualServices()) {
        services.put(
            service.name(),
            service.realServers().stream().map(RealServerSpec::host).collect(Collectors.toSet()));
      }
    } else if (status != null) {
      for (ServiceView service : status.services()) {
        services.put(
            service.name(),
            service.realServers().stream().map(RealServerView::host).collect(Collectors.toSet()));
      }
    }
    return services;
  }

  /**
   * How long the directors' checks need to notice what a disturbed real server does; zero if
   * answers are not compared.
   */
  Duration noticing() {
    return gate == null
        ? Duration.ZERO
        : GateWait.ofChecks(runs.stream().flatMap(run -> run.state().stream()).toList());
  }

  /** Whether the changes of a host may end what it serves. */
  boolean disturbs(HostRun run) {
    return !run.isDirector()
        && ChangeCost.disturbs(run.changes())
        && (sending.maySendTo(run.host()) || ChangeCost.interrupts(run.changes()));
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
    List<HostAnswer> now = answers(fleet, runs);
    boolean part = runs.stream().anyMatch(run -> run.isDirector() && run.hasFailed());
    List<GateProblem> problems =
        by.problems(now, stage == Stage.WHOLE_SITE && part ? Stage.WITHOUT_A_DIRECTOR : stage);
    // To ask for addresses takes longer, and says nothing while a role moves.
    return problems.isEmpty() && !reached.isEmpty()
        ? VipReach.problems(reached, reached(fleet, runs, now))
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
