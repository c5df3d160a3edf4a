package org.hactl.agent.store;

import java.time.Duration;
import java.util.Optional;

/**
 * The time after a confirmed change of passwords in which a router still accepts the old ones,
 * because other directors may not have confirmed it yet. It names the generation that has them, and
 * holds no password.
 *
 * @param before the number of the generation with the old passwords
 * @param after the number of the generation in force
 * @param untilMillis when it ends, by the wall clock
 */
public record PasswordGrace(long before, long after, long untilMillis) {
  /** The longest grace. A run has confirmed the site on all hosts by then, or they roll back. */
  public static final Duration LONGEST = Duration.ofMinutes(2);

  /** A grace of the full length. */
  static PasswordGrace begun(long before, long after, long nowMillis) {
    return new PasswordGrace(before, after, nowMillis + LONGEST.toMillis());
  }

  /**
   * How much of it is left; empty if it is over. A wall clock that was set back does not make it
   * longer than {@link #LONGEST}.
   *
   * @param inForce the number of the confirmed generation
   */
  Optional<Duration> left(long inForce, long nowMillis) {
    long millis = Math.min(untilMillis - nowMillis, LONGEST.toMillis());
    return inForce == after && millis > 0
        ? Optional.of(Duration.ofMillis(millis))
        : Optional.empty();
  }
}
