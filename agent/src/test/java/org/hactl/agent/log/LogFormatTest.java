package org.hactl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  @Test
  void givesTheJournalItsPriority() {
    LogFormat format = new LogFormat(true);
    assertThat(format.format(entry(Level.SEVERE))).isEqualTo("<3>router=VI_1 transition\n");
    assertThat(format.format(entry(Level.WARNING))).startsWith("<4>");
    assertThat(format.format(entry(Level.INFO))).startsWith("<6>");
    assertThat(format.format(entry(Level.FINE))).startsWith("<7>");
  }

  @Test
  void givesATerminalTheTime() {
    assertThat(new LogFormat(false).format(entry(Level.INFO)))
        .isEqualTo("2026-01-02T03:04:05.678Z INFO  router=VI_1 transition\n");
  }

  @Test
  void staysOnOneLine() {
    LogRecord entry = new LogRecord(Level.INFO, "a\nb");
    assertThat(new LogFormat(true).format(entry)).isEqualTo("<6>a b\n");
  }

  private static LogRecord entry(Level level) {
    LogRecord entry = new LogRecord(level, "router=VI_1 transition");
    entry.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    return entry;
  }
}
