package org.hactl.control.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.HostAnswer;

/** Every host that answered before still answers, and can reach its state if it could before. */
final class HostRules {
  private HostRules() {}

  static List<GateProblem> problems(List<HostAnswer> before, List<HostAnswer> now) {
    Map<String, HostStatus> earlier = HostAnswer.statuses(before);
    List<GateProblem> problems = new ArrayList<>();
    for (HostAnswer answer : now) {
      HostStatus status = answer.status();
      HostStatus was = earlier.get(answer.host());
      if (status == null && was != null) {
        problems.add(
            GateProblem.ofHost(
                Kind.HOST,
                answer.host(),
                answer.host() + " does not answer; before the apply it did"));
      } else if (status != null
          && status.convergence() == Convergence.FAILED
          && (was == null || was.convergence() != Convergence.FAILED)) {
        problems.add(
            GateProblem.ofHost(
                Kind.HOST,
                answer.host(),
                "%s cannot reach its state: %s"
                    .formatted(answer.host(), String.join("; ", status.errors()))));
      }
    }
    return problems;
  }
}
