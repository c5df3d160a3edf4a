package org.hactl.health;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which checks of a new state are tried beside the ones in force. Pure.
 *
 * @param inForce the checks that decide from now on
 * @param tried the checks that run beside them
 */
record TrialPlan(Map<RealServerKey, CheckTarget> inForce, Map<RealServerKey, CheckTarget> tried) {
  /** All checks of a new state decide at once. */
  static TrialPlan withoutTrial(Map<RealServerKey, CheckTarget> wanted) {
    return new TrialPlan(wanted, Map.of());
  }

  /**
   * A changed check is on trial where the one in force has decided, or where there was none, so
   * that the real server is in service.
   *
   * @param running the checks in force
   * @param health what they say, and which real servers are not checked
   */
  static TrialPlan of(
      Map<RealServerKey, CheckTarget> running,
      Map<RealServerKey, HealthView> health,
      Map<RealServerKey, CheckTarget> wanted) {
    Map<RealServerKey, CheckTarget> inForce = new LinkedHashMap<>();
    Map<RealServerKey, CheckTarget> tried = new LinkedHashMap<>();
    wanted.forEach((server, target) -> {
      HealthView view = health.get(server);
      CheckTarget before = running.get(server);
      if (view == null || view.health() == RealServerHealth.UNKNOWN || target.equals(before)) {
        inForce.put(server, target);
      } else {
        tried.put(server, target);
        if (before != null) {
          inForce.put(server, before);
        }
      }
    });
    return new TrialPlan(inForce, tried);
  }
}
