package org.hactl.control.rollout;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Where a host stands at the end of a run.
 *
 * @param atMillis when it goes back or confirms by itself, in milliseconds since the epoch by the
 *     control node's clock; 0 if it does not, or if that time is not known
 */
public record Standing(Kind kind, long atMillis) {
  /** What became of the host's new state; programs depend on {@link #code}. */
  public enum Kind {
    /** The run did not change what the host holds. */
    AS_IT_WAS("as-it-was", "as it was"),
    /** The host holds the new state for good. */
    CONFIRMED("confirmed", "confirmed"),
    /** The host has the new state until its time is over, unless it is confirmed. */
    WAITS("waits", "waits for confirmation"),
    ROLLED_BACK("rolled-back", "rolled back"),
    /** The host could not be told, and rolls back at the end of its time. */
    GOES_BACK("goes-back", "goes back by itself"),
    /** The host knows that the site stays, and confirms the new state at the end of its time. */
    KEEPS("keeps", "confirms it by itself"),
    NEVER_STARTED("never-started", "never started"),
    /** The host failed, and it is not known whether it is back. */
    UNKNOWN("unknown", "look at this host");

    private final String code;
    private final String words;

    Kind(String code, String words) {
      this.code = code;
      this.words = words;
    }

    public String code() {
      return code;
    }
  }

  public static Standing of(Kind kind) {
    return new Standing(kind, 0);
  }

  /** In words, as in {@code goes back by itself at 10:52:31}. */
  public String text(ZoneId zone) {
    if (atMillis == 0) {
      return kind.words;
    }
    String word = kind == Kind.WAITS ? " until " : " at ";
    return kind.words + word + timeOfDay(atMillis, zone);
  }

  /** A time of day to the second. */
  public static String timeOfDay(long millis, ZoneId zone) {
    return Instant.ofEpochMilli(millis)
        .atZone(zone)
        .toLocalTime()
        .truncatedTo(ChronoUnit.SECONDS)
        .format(java.time.format.DateTimeFormatter.ofPattern("HH:mm:ss"));
  }
}
