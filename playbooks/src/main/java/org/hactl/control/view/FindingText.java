package org.hactl.control.view;

import java.util.List;

/** Lists in sentences. */
final class FindingText {
  private static final int NAMES = 4;

  private FindingText() {}

  /**
   * A list in words: {@code a}, {@code a and b}, {@code a, b and c}; of a long list the first
   * names.
   */
  static String list(List<String> names) {
    if (names.size() > NAMES) {
      return String.join(", ", names.subList(0, NAMES))
          + " and %d more".formatted(names.size() - NAMES);
    }
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
