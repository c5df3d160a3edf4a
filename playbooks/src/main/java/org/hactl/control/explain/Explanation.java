package org.hactl.control.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.control.explain.Step.Verdict;

/**
 * Why a virtual service does not answer. Pure.
 *
 * @param parts the steps by what they are about, in the order of a client's packet
 */
public record Explanation(Map<String, List<Step>> parts) {
  private static final String IPVS = "IPVS on the master";

  public static Explanation of(Evidence evidence) {
    Map<String, List<Step>> parts = new LinkedHashMap<>();
    parts.put("the VIP " + evidence.vip(), VipSteps.of(evidence));
    parts.put(IPVS, IpvsSteps.of(evidence));
    evidence
        .realServers()
        .forEach(server ->
            parts
                .computeIfAbsent(
                    "the real server %s (%s:%d)"
                        .formatted(server.host(), server.address(), server.port()),
                    _ -> new ArrayList<>())
                .addAll(RealServerSteps.of(evidence, server)));
    parts.values().removeIf(List::isEmpty);
    return new Explanation(parts);
  }

  /**
   * The one thing to repair first: the first wrong step that is a cause. What directors see of a
   * real server follows from what the server itself says, so that comes before it.
   */
  public Optional<Step> reason() {
    return first(Verdict.WRONG, true)
        .or(() -> first(Verdict.WRONG, false))
        .or(() -> first(Verdict.DOUBT, false));
  }

  private Optional<Step> first(Verdict verdict, boolean causes) {
    return parts.entrySet().stream()
        .filter(part -> !causes || !part.getKey().equals(IPVS))
        .flatMap(part -> part.getValue().stream())
        .filter(step -> step.verdict() == verdict)
        .findFirst();
  }

  /** Whether a step is wrong. */
  public boolean isWrong() {
    return first(Verdict.WRONG, false).isPresent();
  }
}
