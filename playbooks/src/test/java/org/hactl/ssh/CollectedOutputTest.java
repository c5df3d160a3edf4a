package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CollectedOutputTest {
  @Test
  void whatIsBeyondTheLimitIsDroppedAndEndsTheCommandOnce() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    try (CollectedOutput output = new CollectedOutput(5, ends::incrementAndGet)) {
      output.write("abcde".getBytes(StandardCharsets.UTF_8));
      assertThat(output.isTooMuch()).isFalse();
      output.write('f');
      output.write("ghi".getBytes(StandardCharsets.UTF_8));
      assertThat(output.isTooMuch()).isTrue();
      assertThat(output.text()).isEqualTo("abcde");
      assertThat(ends).hasValue(1);
    }
  }
}
