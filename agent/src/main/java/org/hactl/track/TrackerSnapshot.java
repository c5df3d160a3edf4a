package org.hactl.track;

import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;

/**
 * A tracker at one moment, for the process that goes on in its place.
 *
 * @param number the number of a file; null for a tracker that is only true or false
 * @param sinceMillis when the value became the same, by the wall clock
 * @param sinceNanos the same moment by {@code CLOCK_MONOTONIC}, which both processes share
 * @param cause the reason in a few words
 * @param counted of a script; null for other trackers
 * @param seen of a tracker whose value must last before it counts; null for other trackers
 */
public record TrackerSnapshot(
    Truth truth,
    @Nullable Integer number,
    long sinceMillis,
    long sinceNanos,
    String cause,
    String detail,
    @Nullable Counted counted,
    @Nullable Seen seen) {

  /**
   * The results of a script.
   *
   * @param run how many results in a row contradicted {@code up}
   * @param failure why it last failed
   */
  public record Counted(boolean up, int run, String failure) {}

  /** The value that counts, and the one seen since {@code sinceNanos}. */
  public record Seen(boolean value, boolean seen, long sinceNanos) {}

  static TrackerSnapshot of(Reading reading, @Nullable Counted counted, @Nullable Seen seen) {
    return new TrackerSnapshot(
        reading.truth(),
        reading.number(),
        reading.sinceMillis(),
        reading.sinceNanos(),
        reading.cause(),
        reading.detail(),
        counted,
        seen);
  }
}
