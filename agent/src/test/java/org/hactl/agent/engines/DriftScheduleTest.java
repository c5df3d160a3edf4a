package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.hactl.host.DriftPolicy;
import org.hactl.host.DriftPolicy.Mode;
import org.junit.jupiter.api.Test;

class DriftScheduleTest {
  private final AtomicInteger passes = new AtomicInteger();

  @Test
  void comesRoundAsOftenAsTheSiteSays() {
    try (DriftSchedule schedule = new DriftSchedule(passes::incrementAndGet)) {
      schedule.configure(new DriftPolicy(Mode.CORRECT, 10, null));
      await().until(() -> passes.get() >= 3);
    }
  }

  @Test
  void takesACronExpressionAndAnotherPolicyAfterIt() {
    try (DriftSchedule schedule = new DriftSchedule(passes::incrementAndGet)) {
      schedule.configure(new DriftPolicy(Mode.CORRECT, 0, "* * * * * ?"));
      await().until(() -> passes.get() >= 1);
      schedule.configure(new DriftPolicy(Mode.CORRECT, 10, null));
      int before = passes.get();
      await().until(() -> passes.get() >= before + 3);
    }
  }

  @Test
  void keepsTheScheduleItHasWhereAnotherIsNeverDue() {
    DriftPolicy past = new DriftPolicy(Mode.CORRECT, 0, "0 0 0 1 1 ? 2001");
    assertThat(DriftSchedule.problems(past))
        .containsExactly("drift: cron '0 0 0 1 1 ? 2001' is never due");
    Set<Thread> others = workers();
    try (DriftSchedule schedule = new DriftSchedule(passes::incrementAndGet)) {
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

  /** Each scheduler has one. */
  private static Set<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hactl-drift_Worker-"))
        .collect(Collectors.toSet());
  }

  @Test
  void saysWhatIsWrongWithASchedule() {
    assertThat(DriftSchedule.problems(DriftPolicy.DEFAULT)).isEmpty();
    assertThat(DriftSchedule.problems(new DriftPolicy(Mode.CORRECT, 0, "often")))
        .singleElement()
        .asString()
        .contains("often");
    assertThatThrownBy(() -> DriftSchedule.trigger(new DriftPolicy(Mode.CORRECT, 0, null)))
        .hasMessageContaining("every");
  }
}
