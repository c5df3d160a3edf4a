package org.hactl.lab.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands for VRRP, which has a simulation of its own: the agent with the highest priority that may
 * be master of a router becomes it, after the time that a down timer takes.
 */
final class Election {
  private static final Duration DOWN_TIMER = Duration.ofMillis(3_600);

  /** An agent that may be master. */
  private record Candidate(SimEngines engines, int priority) {}

  private final World world;
  private final Map<String, TreeMap<String, Candidate>> candidates = new TreeMap<>();
  private final Map<String, Candidate> masters = new TreeMap<>();

  Election(World world) {
    this.world = world;
  }

  void join(String router, String host, SimEngines engines, int priority) {
    candidates
        .computeIfAbsent(router, _ -> new TreeMap<>())
        .put(host, new Candidate(engines, priority));
    later(router, DOWN_TIMER);
  }

  void leave(String router, String host) {
    TreeMap<String, Candidate> all = candidates.getOrDefault(router, new TreeMap<>());
    Candidate left = all.remove(host);
    if (left != null && left.equals(masters.get(router))) {
      masters.remove(router);
      left.engines.role(router, false);
    }
    later(router, Duration.ofSeconds(1));
  }

  /** The agent ended without a word. */
  void vanished(String host) {
    for (Map.Entry<String, TreeMap<String, Candidate>> each : candidates.entrySet()) {
      Candidate left = each.getValue().remove(host);
      if (left != null && left.equals(masters.get(each.getKey()))) {
        masters.remove(each.getKey());
      }
      later(each.getKey(), DOWN_TIMER);
    }
  }

  private void later(String router, Duration most) {
    world.after(world.within(most), () -> elect(router));
  }

  private void elect(String router) {
    Candidate best = null;
    for (Candidate each : candidates.getOrDefault(router, new TreeMap<>()).values()) {
      if (best == null || each.priority > best.priority) {
        best = each;
      }
    }
    Candidate now = masters.get(router);
    if (best == null || best.equals(now)) {
      return;
    }
    if (now != null && now.engines != best.engines) {
      now.engines.role(router, false);
    }
    masters.put(router, best);
    best.engines.role(router, true);
  }
}
