package org.hactl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void readsLineByLineToTheEnd() throws IOException {
    LineReader lines = reader("one\n\nthree ü\n", 100);
    assertThat(lines.next()).contains("one");
    assertThat(lines.next()).contains("");
    assertThat(lines.next()).contains("three ü");
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void aLineMayHaveTheMaximumLength() throws IOException {
    String line = "x".repeat(200_000);
    assertThat(reader(line + "\n", 200_000).next()).contains(line);
    assertThatThrownBy(() -> reader(line + "x\n", 200_000).next())
        .isInstanceOf(LineReader.LineTooLongException.class)
        .hasMessageContaining("200000");
  }

  @Test
  void anIncompleteLineIsNotReturned() {
    assertThatThrownBy(() -> reader("{\"type\":", 100).next()).isInstanceOf(EOFException.class);
  }

  private static LineReader reader(String text, int maxBytes) {
    return new LineReader(
        Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
        maxBytes);
  }
}
