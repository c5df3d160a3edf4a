package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.api.LineReader;
import org.junit.jupiter.api.Test;

class LargeLineTest {
  private static final String LARGE = "x".repeat(Admission.SMALL_BYTES + 1);

  @Test
  void aLargeLineWithoutFreeMemoryIsSkippedAndTheNextOneIsRead() throws IOException {
    LineReader lines = reader(LARGE + "\nnext\n", () -> false);
    assertThatThrownBy(lines::next)
        .isInstanceOf(LineReader.LineRefusedException.class)
        .hasMessageContaining("try again");
    assertThat(lines.next()).contains("next");
  }

  @Test
  void onlyLargeLinesReserveMemoryAndEachOnce() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    LineReader lines =
        reader(
            "x".repeat(Admission.SMALL_BYTES) + "\n" + LARGE + "\n",
            () -> {
              asked.incrementAndGet();
              return true;
            });
    assertThat(lines.next().orElseThrow()).hasSize(Admission.SMALL_BYTES);
    assertThat(asked).hasValue(0);
    assertThat(lines.next()).contains(LARGE);
    assertThat(asked).hasValue(1);
  }

  private static LineReader reader(String text, LineReader.Admittance admittance) {
    return new LineReader(
        Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
        1_000_000,
        admittance);
  }
}
