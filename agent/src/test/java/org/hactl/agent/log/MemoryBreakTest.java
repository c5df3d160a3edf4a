package org.hactl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBreakTest {
  @Test
  void onlyALackOfMemoryEndsTheProcess() {
    List<Integer> halted = new ArrayList<>();
    Thread.UncaughtExceptionHandler handler = MemoryBreak.handler(halted::add);
    handler.uncaughtException(Thread.currentThread(), new IllegalStateException("a bug"));
    assertThat(halted).isEmpty();
    handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("a test"));
    assertThat(halted).containsExactly(3);
  }
}
