package org.hactl.track;

import java.util.Objects;
import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;

/**
 * What a tracker says at one moment.
 *
 * @param number a file's; null for what is only true or false
 * @param sinceMillis since when truth and number are the same, in milliseconds since the epoch
 * @param cause why, in few words that do not change while it stays so: {@code eth1 is down}
 * @param detail the full text
 */
public record Reading(
    Truth truth, @Nullable Integer number, long sinceMillis, String cause, String detail) {

  /** Whether a verdict could differ. */
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
