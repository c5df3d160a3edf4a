package org.hactl.track;

import java.util.Objects;
import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;

/**
 * The value of a tracker at one moment.
 *
 * @param number the number of a file; null for a tracker that is only true or false
 * @param sinceMillis what the wall clock showed when truth and number became the same, since the
 *     epoch: a time of day for a text
 * @param sinceNanos the same moment on the monotonic clock, for the age
 * @param cause the reason in a few words, which do not change while the reason stays the same:
 *     {@code eth1 is down}
 * @param detail the full text
 */
record Reading(
    Truth truth,
    @Nullable Integer number,
    long sinceMillis,
    long sinceNanos,
    String cause,
    String detail) {

  /** Whether both readings give the same verdict. */
  boolean isSame(Reading other) {
    return truth == other.truth
        && Objects.equals(number, other.number)
        && cause.equals(other.cause);
  }

  /** {@code true}, {@code false}, {@code unknown}, or the number. */
  String value() {
    return number != null
        ? number.toString()
        : switch (truth) {
          case TRUE -> "true";
          case FALSE -> "false";
          case UNKNOWN -> "unknown";
        };
  }
}
