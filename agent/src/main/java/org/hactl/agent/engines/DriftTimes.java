package org.hactl.agent.engines;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hactl.host.DriftPolicy;
import org.quartz.CronExpression;

/** The times at which a full pass is due: after each interval, or as a cron expression says. */
sealed interface DriftTimes {
  /** The first time after {@code now}; empty if there is none. */
  Optional<Instant> after(Instant now);

  /** How long to wait at most before the wall clock is read again, because it may have been set. */
  Duration longestWait();

  /**
   * Whether a pass that was planned for {@code planned} is due at {@code now}, by the wall clock.
   */
  boolean isDue(Instant planned, Instant now);

  /**
   * @throws IllegalArgumentException if the policy names no times; its message says why
   */
  static DriftTimes of(DriftPolicy policy) {
    String cron = policy.cron();
    if (cron != null) {
      try {
        return new Cron(new CronExpression(cron));
      } catch (ParseException e) {
        throw new IllegalArgumentException(
            "drift: cron '" + cron + "' is no schedule: " + e.getMessage(), e);
      }
    }
    if (policy.everyMillis() <= 0) {
      throw new IllegalArgumentException("drift: 'every' has to be longer than nothing");
    }
    return new Every(Duration.ofMillis(policy.everyMillis()));
  }

  /** Why this policy cannot be followed, in one sentence; empty if it can. */
  static List<String> problems(DriftPolicy policy, Instant now) {
    try {
      return of(policy).after(now).isPresent()
          ? List.of()
          : List.of("drift: cron '" + policy.cron() + "' is never due");
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** A pass is due after each interval. */
  record Every(Duration interval) implements DriftTimes {
    @Override
    public Optional<Instant> after(Instant now) {
      return Optional.of(now.plus(interval));
    }

    @Override
    public Duration longestWait() {
      return interval;
    }

    /**
     * The caller has waited for the interval, so the pass is due even if the wall clock was set
     * meanwhile.
     */
    @Override
    public boolean isDue(Instant planned, Instant now) {
      return true;
    }
  }

  /** A cron expression, in the host's time zone. */
  record Cron(CronExpression expression) implements DriftTimes {
    @Override
    public Optional<Instant> after(Instant now) {
      return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(now)))
          .map(Date::toInstant);
    }

    @Override
    public Duration longestWait() {
      return Duration.ofMinutes(1);
    }

    @Override
    public boolean isDue(Instant planned, Instant now) {
      return !now.isBefore(planned);
    }
  }
}
