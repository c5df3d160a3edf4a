package org.hactl.agent.report;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How often each named object (a router, for example) changed its state since the agent started, by
 * reason.
 */
final class TransitionCounts {
  private final Map<String, Map<String, Long>> counts = new ConcurrentHashMap<>();

  void count(String name, String reason) {
    counts.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>()).merge(reason, 1L, Long::sum);
  }

  /** Keeps only these names. */
  void retain(Collection<String> names) {
    counts.keySet().retainAll(names);
  }

  /** The counts of one name. May be called from any thread. */
  Map<String, Long> of(String name) {
    return counts.getOrDefault(name, Map.of());
  }
}
