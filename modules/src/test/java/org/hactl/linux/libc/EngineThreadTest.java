package org.hactl.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineThreadTest {
  private final List<String> trace = Collections.synchronizedList(new ArrayList<>());

  private final EngineThread.Work work =
      new EngineThread.Work() {
        @Override
        public long nextDeadlineNanos() {
          return 0;
        }

        @Override
        public void await(long timeoutNanos) {}

        @Override
        public void wake() {}

        @Override
        public void fireTimers(long nowNanos) {
          if (!trace.isEmpty() && !trace.getLast().equals("timers")) {
            trace.add("timers");
          }
        }

        @Override
        public void handOver() {
          trace.add("hand over");
        }

        @Override
        public void shut() {
          trace.add("shut");
        }
      };

  @Test
  void firesTimersAfterEachRequest() {
    EngineThread engine = new EngineThread("TEST", () -> 0, work);
    for (int i = 0; i < 3; i++) {
      assertThat(engine.tell(() -> trace.add("request"))).isTrue();
    }
    engine.start();
    engine.close();
    assertThat(trace)
        .containsExactly(
            "request", "timers", "request", "timers", "request", "timers", "hand over", "shut");
  }
}
