package org.hactl.agent.store;

import java.time.Duration;
import java.util.Optional;

/**
 * The time after a confirmed change of virtual routers on the wire, such as of their passwords, in
 * which they still send and accept what they did before: other directors may not have confirmed it
 * yet. It names the generation with the old routers, and holds no password.
 *
 * @param before the number of the generation with the old routers
 * @param after the number of the generation in force
 * @param untilMillis when it ends, by the wall clock
 */
public record WireGrace(long before, long after, long untilMillis) {
  /**
   * The longest grace. A run has confirmed the site on all hosts by then, or they roll back, and an
   * operator has changed a director that hactl does not manage.
   */
  public static final Duration LONGEST = Duration.ofMinutes(15);

  /** A grace of the full length. */
  static WireGrace begun(long before, long after, long nowMillis) {
    return new WireGrace(before, after, nowMillis + LONGEST.toMillis());
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
