package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.hactl.host.DriftPolicy;
import org.hactl.host.DriftPolicy.Mode;
import org.junit.jupiter.api.Test;

class DriftScheduleTest {
  private final AtomicInteger passes = new AtomicInteger();

  @Test
  void runsAsOftenAsTheSiteSays() {
    try (DriftSchedule schedule =
        new DriftSchedule(InstantSource.system(), passes::incrementAndGet)) {
      schedule.configure(new DriftPolicy(Mode.CORRECT, 10, null));
      await().until(() -> passes.get() >= 3);
    }
  }

  @Test
  void followsACronExpressionAndThenAnotherPolicy() {
    try (DriftSchedule schedule =
        new DriftSchedule(InstantSource.system(), passes::incrementAndGet)) {
      schedule.configure(new DriftPolicy(Mode.CORRECT, 0, "* * * * * ?"));
      await().until(() -> passes.get() >= 1);
      schedule.configure(new DriftPolicy(Mode.CORRECT, 10, null));
      int before = passes.get();
      await().until(() -> passes.get() >= before + 3);
    }
  }

  @Test
  void keepsItsScheduleIfTheNewOneNeverRuns() {
    DriftPolicy past = new DriftPolicy(Mode.CORRECT, 0, "0 0 0 1 1 ? 2001");
    assertThat(DriftTimes.problems(past, Instant.now()))
        .containsExactly("drift: cron '0 0 0 1 1 ? 2001' is never due");
    Set<Thread> others = workers();
    try (DriftSchedule schedule =
        new DriftSchedule(InstantSource.system(), passes::incrementAndGet)) {
      schedule.configure(new DriftPolicy(Mode.CORRECT, 10, null));
      await().until(() -> passes.get() >= 1);
      Set<Thread> mine = workers();
      assertThatThrownBy(() -> schedule.configure(past))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("never fire");
      int before = passes.get();
      await().until(() -> passes.get() >= before + 3);
      assertThat(mine).isNotEmpty();
      await().untilAsserted(() -> assertThat(workers()).isSubsetOf(mine));
    }
    await().untilAsserted(() -> assertThat(workers()).isSubsetOf(others));
  }

  /** The threads of the drift schedules: each schedule has one. */
  private static Set<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hactl-drift"))
        .collect(Collectors.toSet());
  }

  @Test
  void waitsForACronTimeByTheWallClock() {
    Instant noon =
        LocalDate.of(2026, 3, 1).atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant();
    AtomicReference<Instant> now = new AtomicReference<>(noon.minusMillis(10));
    AtomicInteger asked = new AtomicInteger();
    InstantSource hand =
        () -> {
          asked.incrementAndGet();
          return now.get();
        };
    try (DriftSchedule schedule = new DriftSchedule(hand, passes::incrementAndGet)) {
      schedule.configure(new DriftPolicy(Mode.CORRECT, 0, "0 0 * * * ?"));
      // The wall clock was set back, so the timer wakes up before the due time.
      await().until(() -> asked.get() >= 4);
      assertThat(passes).hasValue(0);
      now.set(noon);
      await().untilAsserted(() -> assertThat(passes).hasValue(1));
    }
  }
}
