package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckScheduleTest {
  private static final long MS = 1_000_000;

  @Test
  void oneCheckBeginsAtOnceAndManyWithinTheSpread() {
    assertThat(CheckSchedule.startDelayNanos(0, 1)).isZero();
    assertThat(CheckSchedule.startDelayNanos(0, 4)).isZero();
    assertThat(CheckSchedule.startDelayNanos(3, 4)).isEqualTo(150 * MS);
    assertThat(CheckSchedule.startDelayNanos(99_999, 100_000))
        .isLessThan(CheckSchedule.START_SPREAD_NANOS);
  }

  @Test
  void triesBeginAboutAnIntervalApart() {
    assertThat(CheckSchedule.nextStartNanos(5 * MS, 100, 0.5)).isEqualTo(105 * MS);
    assertThat(CheckSchedule.nextStartNanos(5 * MS, 100, 0)).isEqualTo(100 * MS);
    assertThat(CheckSchedule.nextStartNanos(5 * MS, 100, 1)).isEqualTo(110 * MS);
  }

  @Test
  void theClockMayWrap() {
    long start = Long.MAX_VALUE - MS;
    assertThat(CheckSchedule.nextStartNanos(start, 10, 0.5)).isEqualTo(start + 10 * MS);
  }
}
