package org.hactl.agent.engines;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.track.TrackEngine;

/** Why the engines could not run as a host state says. Pure. */
public final class EngineProblems {
  private EngineProblems() {}

  /**
   * @param now for the drift schedule: a schedule whose times are all in the past never runs
   */
  public static List<String> of(HostState state, Instant now) {
    List<String> problems = new ArrayList<>(RouterConfigs.problems(state));
    problems.addAll(BfdConfigs.problems(state));
    problems.addAll(DriftTimes.problems(state.drift(), now));
    problems.addAll(TrackEngine.problems(state));
    return problems;
  }
}
