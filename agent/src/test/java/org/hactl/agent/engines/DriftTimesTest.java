package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.hactl.host.DriftPolicy;
import org.hactl.host.DriftPolicy.Mode;
import org.junit.jupiter.api.Test;

class DriftTimesTest {
  private static final Instant NOON = local("2026-03-01T12:00:00");

  @Test
  void anIntervalPassesFromNowOn() {
    DriftTimes times = DriftTimes.of(new DriftPolicy(Mode.CORRECT, 30_000, null));
    assertThat(times.after(NOON)).contains(NOON.plusSeconds(30));
    assertThat(times.after(NOON.plusSeconds(41))).contains(NOON.plusSeconds(71));
  }

  @Test
  void anIntervalIsOverEvenIfTheClockWasSetBackMeanwhile() {
    DriftTimes times = DriftTimes.of(new DriftPolicy(Mode.CORRECT, 30_000, null));
    assertThat(times.isDue(NOON, NOON.minusSeconds(3600))).isTrue();
  }

  @Test
  void aCronExpressionNamesTimesOfTheHostsWallClock() {
    DriftTimes times = cron("0 */5 8-11 * * ?");
    assertThat(times.after(local("2026-03-01T11:51:07.250")))
        .contains(local("2026-03-01T11:55:00"));
    // The next time after a due time is a later one, here on the next day.
    assertThat(times.after(local("2026-03-01T11:55:00"))).contains(local("2026-03-02T08:00:00"));
  }

  @Test
  void missedTimesAreSkipped() {
    DriftTimes times = cron("0 0 * * * ?");
    assertThat(times.after(NOON)).contains(NOON.plusSeconds(3600));
    assertThat(times.after(NOON.plusSeconds(3 * 3600 + 60))).contains(NOON.plusSeconds(4 * 3600));
  }

  @Test
  void aCronTimeIsDueOnceTheClockHasReachedIt() {
    DriftTimes times = cron("0 0 * * * ?");
    assertThat(times.isDue(NOON, NOON.minusMillis(1))).isFalse();
    assertThat(times.isDue(NOON, NOON)).isTrue();
    assertThat(times.isDue(NOON, NOON.plusSeconds(1))).isTrue();
  }

  @Test
  void aCronExpressionMayHaveALastTime() {
    DriftTimes times = cron("0 0 12 1 3 ? 2026");
    assertThat(times.after(NOON.minusSeconds(1))).contains(NOON);
    assertThat(times.after(NOON)).isEqualTo(Optional.empty());
    DriftPolicy policy = new DriftPolicy(Mode.CORRECT, 0, "0 0 12 1 3 ? 2026");
    assertThat(DriftTimes.problems(policy, NOON.minusSeconds(1))).isEmpty();
    assertThat(DriftTimes.problems(policy, NOON))
        .containsExactly("drift: cron '0 0 12 1 3 ? 2026' is never due");
  }

  @Test
  void saysWhatIsWrongWithASchedule() {
    assertThat(DriftTimes.problems(DriftPolicy.DEFAULT, NOON)).isEmpty();
    assertThat(DriftTimes.problems(new DriftPolicy(Mode.CORRECT, 0, "often"), NOON))
        .singleElement()
        .asString()
        .contains("often");
    assertThatThrownBy(() -> DriftTimes.of(new DriftPolicy(Mode.CORRECT, 0, null)))
        .hasMessageContaining("every");
  }

  private static DriftTimes cron(String expression) {
    return DriftTimes.of(new DriftPolicy(Mode.CORRECT, 0, expression));
  }

  private static Instant local(String time) {
    return LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
  }

  @Test
  void aCronTimeIsComparedWithTheWallClockEveryMinute() {
    assertThat(DriftTimes.of(new DriftPolicy(Mode.CORRECT, 0, "0 0 3 * * ?")).longestWait())
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(DriftTimes.of(new DriftPolicy(Mode.CORRECT, 3_600_000, null)).longestWait())
        .isEqualTo(Duration.ofHours(1));
  }
}
