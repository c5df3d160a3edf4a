package org.hactl.cli.text;

import static java.util.stream.Collectors.joining;

import java.util.Map;

/** Counters of a host in {@code hactl status}: only those that are not zero. */
final class CounterText {
  private static final String REJECTED = "rejected-";

  private CounterText() {}

  /** The counts of refused packets by reason; empty if no packet was refused. */
  static String rejected(Map<String, Long> counters) {
    String rejected = of(counters, REJECTED);
    return rejected.isEmpty() ? "" : "rejected: " + rejected;
  }

  /** The counts of packets that belong to no session or router, by reason; empty without them. */
  static String unassigned(String what, Map<String, Long> counters) {
    String unassigned = of(counters, "");
    return unassigned.isEmpty() ? "" : "  %s: %s%n".formatted(what, unassigned);
  }

  private static String of(Map<String, Long> counters, String prefix) {
    return counters.entrySet().stream()
        .filter(each -> each.getValue() > 0 && each.getKey().startsWith(prefix))
        .map(each -> "%d %s".formatted(each.getValue(), each.getKey().substring(prefix.length())))
        .sorted()
        .collect(joining(", "));
  }
}
