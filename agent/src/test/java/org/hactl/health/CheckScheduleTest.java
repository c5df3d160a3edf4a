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
  void triesBeginAnIntervalApart() {
    assertThat(CheckSchedule.nextStartNanos(5 * MS, 7 * MS, 10)).isEqualTo(15 * MS);
  }

  @Test
  void aTryThatTookLongerIsFollowedByOneAndNotByTheMissedOnes() {
    assertThat(CheckSchedule.nextStartNanos(5 * MS, 47 * MS, 10)).isEqualTo(47 * MS);
  }

  @Test
  void theClockMayWrap() {
    long end = Long.MAX_VALUE;
    assertThat(CheckSchedule.nextStartNanos(end - MS, end, 10)).isEqualTo(end + 9 * MS);
  }
}
