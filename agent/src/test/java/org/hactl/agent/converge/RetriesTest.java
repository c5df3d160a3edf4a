package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.PassOutcome;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final Cause CAUSE = new Cause(FoundBy.POLL, false, 0);
  private static final long SECOND = 1_000_000_000;

  private final Retries retries =
      new Retries(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8)));

  @Test
  void aKindThatFailsIsNotHeldUpByAnother() {
    retries.failed("address", CAUSE, null, 0);
    for (int i = 1; i <= 3; i++) {
      retries.failed("ipvs", CAUSE, null, i);
    }
    assertThat(retries.nanosToNext(0)).hasValue(SECOND);
    assertThat(retries.due(SECOND)).containsOnlyKeys("address");
    assertThat(retries.due(3 + 4 * SECOND)).containsOnlyKeys("address", "ipvs");
  }

  @Test
  void successEndsIt() {
    retries.failed("address", CAUSE, null, 0);
    retries.succeeded("address");
    assertThat(retries.nanosToNext(0)).isEmpty();
    retries.failed("address", CAUSE, null, 0);
    assertThat(retries.nanosToNext(0)).as("counts from one again").hasValue(SECOND);
  }

  @Test
  void aFightIsTriedAgainWhenItsPauseEnds() {
    retries.failed("address", CAUSE, new PassOutcome.Rest(Duration.ofSeconds(30), true), 0);
    assertThat(retries.nanosToNext(0)).hasValue(30 * SECOND);
    retries.failed("address", CAUSE, null, 0);
    assertThat(retries.nanosToNext(0)).as("a fight is no failure").hasValue(SECOND);
  }

  @Test
  void aFailureOfAnotherResourceDoesNotWaitForTheEndOfAFight() {
    PassOutcome.Rest rest = new PassOutcome.Rest(Duration.ofSeconds(3), false);
    retries.failed("address", CAUSE, rest, 0);
    assertThat(retries.nanosToNext(0)).hasValue(SECOND);
    retries.failed("address", CAUSE, rest, 0);
    retries.failed("address", CAUSE, rest, 0);
    assertThat(retries.nanosToNext(0))
        .as("the fight does not wait for the retry")
        .hasValue(3 * SECOND);
  }
}
