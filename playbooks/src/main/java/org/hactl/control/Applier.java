package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.control.HostResult.Outcome;
import org.hactl.host.HostState;

/**
 * Brings hosts to what the site says. All are reached and planned at once, so that everything is
 * shown before anything changes; where agents are to be brought, directors get theirs one after
 * another. Then real servers and all others converge, after them the directors, and last the real
 * servers that only leave a service: a director does not begin to send to a host that is not ready,
 * and none is taken from one that may still send to it. What is left out of a director, the next
 * apply brings. A host that fails stops no other but for that.
 */
public final class Applier {
  private final Fleet fleet;
  private final EventListener listener;

  public Applier(Fleet fleet, EventListener listener) {
    this.fleet = fleet;
    this.listener = listener;
  }

  /**
   * Applies states.
   *
   * @param states by host; the results keep this order
   */
  public List<HostResult> apply(Map<String, HostState> states) {
    List<HostRun> runs = runs(states);
    try {
      each(runs, run -> run.prepare(true));
      runs.forEach(HostRun::showPlan);
      converge(Waves.of(runs));
      return runs.stream().map(HostRun::result).toList();
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  private void converge(Waves waves) {
    each(waves.first(), run -> run.converge(Set.of()));
    Set<String> unready =
        Stream.concat(waves.first().stream(), waves.last().stream())
            .filter(run -> !run.isDone())
            .map(HostRun::host)
            .collect(Collectors.toUnmodifiableSet());
    each(waves.directors(), run -> run.converge(unready));
    List<String> stuck =
        waves.directors().stream().filter(run -> !run.isDone()).map(HostRun::host).toList();
    each(
        waves.last(),
        run -> {
          if (stuck.isEmpty()) {
            run.converge(Set.of());
          } else {
            run.leave(stuck);
          }
        });
  }

  /** Says what an apply would change. Nothing changes, on disk either. */
  public List<HostResult> plan(Map<String, HostState> states) {
    List<HostRun> runs = runs(states);
    try {
      each(runs, run -> run.prepare(false));
      runs.forEach(HostRun::showPlan);
      return runs.stream().map(HostRun::planned).toList();
    } finally {
      runs.forEach(HostRun::close);
    }
  }

  /** What a list of results comes to: the worst of them. */
  public static Outcome worst(List<HostResult> results) {
    for (Outcome outcome : List.of(Outcome.FAILED, Outcome.ROLLED_BACK, Outcome.UNREACHABLE)) {
      if (results.stream().anyMatch(result -> result.outcome() == outcome)) {
        return outcome;
      }
    }
    return Outcome.OK;
  }

  private List<HostRun> runs(Map<String, HostState> states) {
    List<HostRun> runs = new ArrayList<>();
    ActivationTurn turn = new ActivationTurn();
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
