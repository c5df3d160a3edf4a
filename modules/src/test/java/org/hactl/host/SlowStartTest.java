package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How the weight of a real server grows. */
class SlowStartTest {
  @Test
  void growsFromItsFirstPartInTwentySteps() {
    SlowStart start = new SlowStart(40_000, 10);
    assertThat(start.percentAt(0)).isEqualTo(10);
    assertThat(start.percentAt(1_999)).isEqualTo(10);
    assertThat(start.percentAt(2_000)).isEqualTo(14);
    assertThat(start.percentAt(20_000)).isEqualTo(55);
    assertThat(start.percentAt(39_999)).isEqualTo(95);
    assertThat(start.percentAt(40_000)).isEqualTo(100);
    assertThat(LongStream.range(0, 40_000).map(start::percentAt).distinct().count()).isEqualTo(20);
  }

  @Test
  void aStepIsNotShorterThanASecond() {
    SlowStart start = new SlowStart(4_000, 20);
    assertThat(LongStream.range(0, 4_000).map(start::percentAt).distinct())
        .containsExactly(20L, 40L, 60L, 80L);
  }

  @Test
  void weightsAreMultipliedSoThatTheSmallestCanGrow() {
    assertThat(SlowStart.factorOf(List.of(1, 2, 0))).isEqualTo(20);
    assertThat(SlowStart.factorOf(List.of(3))).isEqualTo(7);
    assertThat(SlowStart.factorOf(List.of(20, 100))).isEqualTo(1);
    assertThat(SlowStart.factorOf(List.of(0))).isEqualTo(1);
    assertThat(SlowStart.part(20, 10)).isEqualTo(2);
    assertThat(SlowStart.part(20, 1)).isEqualTo(1);
    assertThat(SlowStart.part(0, 50)).isEqualTo(0);
  }
}
