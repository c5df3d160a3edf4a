package org.hactl.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.GenerationView;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.ControlException;
import org.hactl.control.host.HostFailure;

/** The generations that hosts keep, as all of them answer. */
final class KeptOnHosts {
  private KeptOnHosts() {}

  /**
   * Asks the hosts; a host without an agent keeps none.
   *
   * @throws ControlException if one of them does not answer; the message names all
   */
  static Map<String, List<GenerationView>> of(AgentQueries queries, List<String> hosts)
      throws ControlException {
    List<Answer<List<GenerationView>>> answers = queries.generations(hosts);
    List<String> silent =
        answers.stream()
            .filter(answer -> answer.failure() != null)
            .map(answer -> answer.host() + ": " + message(answer.failure()))
            .toList();
    if (!silent.isEmpty()) {
      throw new ControlException(
          String.join("; ", silent) + "; nothing was changed",
          "repair that, or leave these hosts out with --limit '!HOST'");
    }
    Map<String, List<GenerationView>> kept = new LinkedHashMap<>();
    answers.forEach(
        answer -> kept.put(answer.host(), answer.value() == null ? List.of() : answer.value()));
    return kept;
  }

  private static String message(@org.jspecify.annotations.Nullable HostFailure failure) {
    return failure == null ? "" : failure.message();
  }
}
