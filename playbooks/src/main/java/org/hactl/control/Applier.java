package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.control.HostResult.Outcome;
import org.hactl.host.HostState;

/**
 * Brings hosts to what the site says. All are reached and planned at once, so that everything is
 * shown before anything changes. Then real servers and all others converge, after them the
 * directors: a director never sends to a host that is not ready. A host that fails stops no other.
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
      Set<String> directors = directors(states);
      each(
          runs.stream().filter(run -> !directors.contains(run.host())).toList(), HostRun::converge);
      each(runs.stream().filter(run -> directors.contains(run.host())).toList(), HostRun::converge);
      return runs.stream().map(HostRun::result).toList();
    } finally {
      runs.forEach(HostRun::close);
    }
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
    states.forEach((host, state) -> runs.add(new HostRun(fleet, listener, host, state)));
    return runs;
  }

  private void each(List<HostRun> runs, java.util.function.Consumer<HostRun> step) {
    Parallel.map(
        runs,
        fleet.forks(),
        run -> {
          step.accept(run);
          return run;
        });
  }

  private static Set<String> directors(Map<String, HostState> states) {
    return Set.copyOf(
        states.values().stream()
            .filter(state -> !state.virtualRouters().isEmpty())
            .map(HostState::host)
            .toList());
  }
}
