package org.hactl.control.view;

import java.time.Duration;
import java.util.List;

/** Lists and spans of time in sentences. */
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

  /**
   * A span of time in words: {@code 850 ms}, {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 12
   * d}.
   */
  static String span(long millis) {
    Duration span = Duration.ofMillis(Math.abs(millis));
    if (span.toMillis() < 1_000) {
      return span.toMillis() + " ms";
    }
    if (span.toSeconds() < 120) {
      return span.toSeconds() + " s";
    }
    if (span.toMinutes() < 120) {
      return span.toMinutes() + " min";
    }
    return span.toHours() < 48 ? span.toHours() + " h" : span.toDays() + " d";
  }
}
