package org.hactl.control.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.Director;
import org.hactl.control.view.HostAnswer;

/**
 * No VIP is on two directors while it moves from one virtual router to another. Two masters of one
 * router are told by {@link RouterRules}.
 */
final class VipRules {
  private VipRules() {}

  static List<GateProblem> problems(
      List<HostAnswer> before, List<HostAnswer> now, Set<String> apart) {
    Map<String, Map<String, Integer>> earlier = holders(before, apart);
    Map<String, GateProblem> problems = new LinkedHashMap<>();
    holders(now, apart)
        .forEach((vip, hosts) -> {
          if (isOfTwoRouters(hosts) && !isOfTwoRouters(earlier.getOrDefault(vip, Map.of()))) {
            problems.put(
                vip,
                new GateProblem(
                    Kind.VIP,
                    "address " + vip,
                    "",
                    "%s is on %s at the same time"
                        .formatted(vip, String.join(" and ", hosts.keySet())),
                    true));
          }
        });
    return List.copyOf(problems.values());
  }

  private static boolean isOfTwoRouters(Map<String, Integer> virtualRouterIdByHost) {
    return virtualRouterIdByHost.values().stream().distinct().count() > 1;
  }

  /** The hosts that have a VIP as master of a router, each with the VRID, by VIP. */
  private static Map<String, Map<String, Integer>> holders(
      List<HostAnswer> answers, Set<String> apart) {
    Map<String, Map<String, Integer>> holders = new TreeMap<>();
    for (HostAnswer answer : answers) {
      HostStatus status = answer.status();
      if (status != null) {
        for (RouterView view : status.routers()) {
          Director director = new Director(answer.host(), status, view);
          if (director.isMaster() && !apart.contains(view.name())) {
            director.vips().stream()
                .filter(director::has)
                .forEach(vip ->
                    holders
                        .computeIfAbsent(vip, _ -> new TreeMap<>())
                        .put(answer.host(), view.virtualRouterId()));
          }
        }
      }
    }
    return holders;
  }
}
