package org.hactl.cli.text;

import static java.util.stream.Collectors.joining;

import java.util.Map;

/** Counters of a host in {@code hactl status}: only those that are not zero. */
final class CounterText {
  private static final String REJECTED = "rejected-";

  private CounterText() {}

  /** Packets that were refused, by reason; empty for none. */
  static String rejected(Map<String, Long> counters) {
    String rejected = of(counters, REJECTED);
    return rejected.isEmpty() ? "" : "rejected: " + rejected;
  }

  /** Packets that belong to no session or router, by reason; empty for none. */
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
