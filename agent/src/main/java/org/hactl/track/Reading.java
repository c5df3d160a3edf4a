package org.hactl.track;

import java.util.Objects;
import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;

/**
 * The value of a tracker at one moment.
 *
 * @param number the number of a file; null for a tracker that is only true or false
 * @param sinceMillis since when truth and number are the same, in milliseconds since the epoch
 * @param cause the reason in a few words, which do not change while the reason stays the same:
 *     {@code eth1 is down}
 * @param detail the full text
 */
record Reading(
    Truth truth, @Nullable Integer number, long sinceMillis, String cause, String detail) {

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
