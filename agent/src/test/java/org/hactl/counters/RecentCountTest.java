package org.hactl.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentCountTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private final RecentCount count = new RecentCount(Duration.ofHours(1));

  @Test
  void forgetsWhatIsOlderThanItsSpan() {
    count.add(0);
    count.add(30 * MINUTE);
    assertThat(count.at(59 * MINUTE)).isEqualTo(2);
    assertThat(count.at(61 * MINUTE)).isEqualTo(1);
    assertThat(count.at(1_000 * MINUTE)).isZero();
  }

  @Test
  void countsAsAListOfTimesDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Long> minutes = new ArrayList<>();
    long now = random.nextLong(-500, 500);
    for (int step = 0; step < 2_000; step++) {
      now += random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(2);
      if (random.nextBoolean()) {
        count.add(now * MINUTE);
        minutes.add(now);
      }
      long at = now;
      assertThat(count.at(now * MINUTE))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(minutes.stream().filter(each -> each > at - 60).count());
    }
  }
}
