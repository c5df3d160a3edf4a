package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WireGraceTest {
  private static final long NOW = 1_000_000;
  private static final long LONGEST = WireGrace.LONGEST.toMillis();
  private static final WireGrace GRACE = WireGrace.begun(6, 7, NOW);

  @Test
  void theRestOfItIsLeftAfterARestart() {
    assertThat(GRACE.left(7, NOW + 30_000)).contains(WireGrace.LONGEST.minusSeconds(30));
  }

  @Test
  void itEnds() {
    assertThat(GRACE.left(7, NOW + LONGEST - 1)).contains(Duration.ofMillis(1));
    assertThat(GRACE.left(7, NOW + LONGEST)).isEmpty();
  }

  @Test
  void aClockThatWasSetBackDoesNotMakeItLonger() {
    assertThat(GRACE.left(7, NOW - 3_600_000)).contains(WireGrace.LONGEST);
  }

  @Test
  void itIsOfOneGenerationAlone() {
    assertThat(GRACE.left(8, NOW)).isEmpty();
    assertThat(GRACE.left(6, NOW)).isEmpty();
  }
}
