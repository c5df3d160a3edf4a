package org.hactl.control.view;

import java.time.Duration;

/** Spans of time for the operator. */
public final class TimeSpans {
  private TimeSpans() {}

  /**
   * {@code 850 ms}, {@code 12 s}, {@code 3 min}, {@code 5 h 20 min}, {@code 12 d}.
   *
   * @param millis less than 0 counts as 0: clocks of two hosts may differ
   */
  public static String span(long millis) {
    Duration span = Duration.ofMillis(Math.max(0, millis));
    if (span.toMillis() < 1000) {
      return span.toMillis() + " ms";
    }
    if (span.toSeconds() < 120) {
      return span.toSeconds() + " s";
    }
    if (span.toMinutes() < 120) {
      return span.toMinutes() + " min";
    }
    if (span.toHours() < 48) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toDays() + " d";
  }
}
