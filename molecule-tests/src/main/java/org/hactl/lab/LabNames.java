package org.hactl.lab;

import java.util.Collection;
import java.util.List;

/**
 * The names of a lab's namespaces and ports on this machine. Names of labs and hosts contain no
 * dot, so the namespaces of two labs cannot be confused.
 */
final class LabNames {
  private static final String PREFIX = "hactl";

  private LabNames() {}

  /** The control node's network namespace, which also holds the bridge and the hosts' cables. */
  static String namespace(String lab) {
    return PREFIX + "." + lab;
  }

  /** A host's own namespace (driver netns). */
  static String namespace(String lab, String host) {
    return namespace(lab) + "." + host;
  }

  static boolean belongsTo(String namespace, String lab) {
    return namespace.equals(namespace(lab)) || namespace.startsWith(namespace(lab) + ".");
  }

  /** The switch's port of a host; short, and unique within the lab's own namespace. */
  static String port(int index) {
    return "port" + index;
  }

  /** The end of an error message that suggests the nearest known name; empty without one. */
  static String nearest(String wrong, Collection<String> known) {
    List<String> sorted =
        known.stream()
            .filter(name -> distance(wrong, name) <= Math.max(1, wrong.length() / 2))
            .sorted(java.util.Comparator.comparingInt(name -> distance(wrong, name)))
            .toList();
    return sorted.isEmpty() ? "" : "; did you mean %s?".formatted(sorted.getFirst());
  }

  /** Levenshtein's distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
