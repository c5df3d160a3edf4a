package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
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
