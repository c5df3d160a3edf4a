package org.hactl.agent.status;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.TryView;
import org.hactl.health.HealthView;
import org.hactl.health.QuorumView;
import org.hactl.health.RealServerKey;

/**
 * What the checks say, with times of the wall clock.
 *
 * @param inForce by the checks that decide
 * @param onTrial by the checks that run beside them until their generation is confirmed
 * @param quorums of the services that have one
 * @param slowStarts what part of its weight each real server gets that starts slowly, in percent
 * @param tries how the last tries of each real server ended
 * @param commands how the commands for the quorum of a service last ended
 */
record ReportedHealth(
    Map<RealServerKey, HealthView> inForce,
    Map<RealServerKey, HealthView> onTrial,
    Map<String, QuorumView> quorums,
    Map<RealServerKey, Integer> slowStarts,
    Map<RealServerKey, List<TryView>> tries,
    Function<String, List<HookView>> commands) {
  static ReportedHealth of(Map<RealServerKey, HealthView> inForce) {
    return new ReportedHealth(inForce, Map.of(), Map.of(), Map.of(), Map.of(), _ -> List.of());
  }
}
