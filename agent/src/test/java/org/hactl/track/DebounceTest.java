package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DebounceTest {
  private static final Debounce.Delays DELAYS = new Debounce.Delays(50, 20);

  @Test
  void theFirstValueCountsAtOnce() {
    assertThat(Debounce.first(true, 7).value()).isTrue();
    assertThat(Debounce.first(false, 7).value()).isFalse();
    assertThat(Debounce.first(false, 7).remainingNanos(DELAYS, 9)).isEmpty();
  }

  @Test
  void aChangeCountsAfterItsDelay() {
    Debounce down = Debounce.first(true, 0).see(false, DELAYS, 100);
    assertThat(down.value()).isTrue();
    assertThat(down.remainingNanos(DELAYS, 105)).isEqualTo(OptionalLong.of(15));
    assertThat(down.settle(DELAYS, 119).value()).isTrue();
    assertThat(down.settle(DELAYS, 120).value()).isFalse();
    Debounce up = down.settle(DELAYS, 120).see(true, DELAYS, 200);
    assertThat(up.settle(DELAYS, 249).value()).isFalse();
    assertThat(up.settle(DELAYS, 250).value()).isTrue();
  }

  @Test
  void aBreakRestartsTheDelay() {
    Debounce flapping =
        Debounce.first(true, 0)
            .see(false, DELAYS, 100)
            .see(true, DELAYS, 110)
            .see(false, DELAYS, 115);
    assertThat(flapping.settle(DELAYS, 134).value()).isTrue();
    assertThat(flapping.settle(DELAYS, 135).value()).isFalse();
  }

  @Test
  void withoutADelayItCountsAtOnce() {
    Debounce.Delays none = new Debounce.Delays(0, 0);
    assertThat(Debounce.first(true, 0).see(false, none, 1).value()).isFalse();
  }

  /**
   * Compares with the plain rule: a value counts once it has been read for the whole delay without
   * a break.
   */
  @Test
  void agreesWithTheHistory() {
    long seed = 20_261_124;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      boolean seen = random.nextBoolean();
      boolean counts = seen;
      long since = 0;
      Debounce debounce = Debounce.first(seen, 0);
      for (long now = 1; now < 300; now++) {
        if (random.nextInt(15) == 0) {
          boolean other = random.nextBoolean();
          since = other == seen ? since : now;
          seen = other;
          debounce = debounce.see(seen, DELAYS, now);
        } else {
          debounce = debounce.settle(DELAYS, now);
        }
        if (now - since >= (seen ? 50 : 20)) {
          counts = seen;
        }
        assertThat(debounce.value())
            .as("seed %d round %d at %d", seed, round, now)
            .isEqualTo(counts);
      }
    }
  }
}
