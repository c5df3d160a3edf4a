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
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.control.gate.GateProblem;
import org.hactl.control.gate.GateWait;
import org.hactl.control.gate.SiteGate;
import org.hactl.control.gate.Stage;
import org.hactl.control.rollout.Member;
import org.hactl.control.rollout.Parallel;
import org.hactl.control.rollout.Waves;
import org.hactl.control.view.Asked;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.site.model.RolloutPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts of a run say before it changes anything, and later, compared by the gate.
 *
 * @param before empty if the run needs no look at the site
 * @param gate null if later answers are not compared
 * @param looks how often the hosts are asked again while a problem may mend
 */
record SiteLooks(
    Fleet fleet, List<HostRun> runs, List<HostAnswer> before, @Nullable SiteGate gate, int looks) {
  private static final Duration BETWEEN = Duration.ofMillis(500);

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
    List<HostAnswer> before = compares || inTurn ? answers(fleet, runs) : List.of();
    Duration wait = GateWait.of(runs.stream().map(HostRun::state).toList());
    return new SiteLooks(
        fleet,
        runs,
        before,
        compares ? new SiteGate(before, Objects.requireNonNull(asked)) : null,
        (int) (wait.toMillis() / BETWEEN.toMillis()));
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
    Map<String, Set<String>> services = services();
    List<Member> members = new ArrayList<>();
    for (HostRun run : runs) {
      byHost.put(run.host(), run);
      if (run.hasWork()) {
        HostStatus status = statuses.get(run.host());
        members.add(
            run.member(
                services.keySet().stream()
                    .filter(name -> services.getOrDefault(name, Set.of()).contains(run.host()))
                    .collect(Collectors.toSet()),
                status == null || !status.routers().isEmpty(),
                status != null && isMaster(status)));
      }
    }
    return Waves.of(members, services, policy).stream()
        .map(wave -> wave.stream().map(host -> Objects.requireNonNull(byHost.get(host))).toList())
        .toList();
  }

  private static boolean isMaster(HostStatus status) {
    return status.routers().stream().anyMatch(router -> router.state().equals("MASTER"));
  }

  /** The real servers of each service that did not fail before. */
  private Map<String, Set<String>> services() {
    Set<String> failed =
        runs.stream().filter(HostRun::hasFailed).map(HostRun::host).collect(Collectors.toSet());
    Map<String, Set<String>> services = new TreeMap<>();
    for (HostRun run : runs) {
      for (VirtualServiceSpec service : run.state().virtualServices()) {
        service.realServers().stream()
            .map(RealServerSpec::host)
            .filter(host -> !failed.contains(host))
            .forEach(
                host -> services.computeIfAbsent(service.name(), _ -> new TreeSet<>()).add(host));
      }
    }
    return services;
  }

  /** Why the site must not stay as it is now; empty if it may. Waits while that may mend. */
  Optional<HostFailure> problem(Stage stage) {
    if (gate == null) {
      return Optional.empty();
    }
    List<GateProblem> problems = gate.problems(answers(fleet, runs), stage);
    for (int i = 0; i < looks && SiteGate.mayMend(problems) && pause(BETWEEN); i++) {
      problems = gate.problems(answers(fleet, runs), stage);
    }
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HostFailure(
                problems.stream().map(GateProblem::text).collect(Collectors.joining("; ")),
                "correct the site, then apply again; --no-gate applies it anyway"));
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
