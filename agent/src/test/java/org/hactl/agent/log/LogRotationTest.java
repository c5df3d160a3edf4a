package org.hactl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
  private static final int LIMIT = 1_000;

  @TempDir private Path folder;

  @Test
  void logAndPreviousLogStaySmallAndLoseNoLine() throws IOException {
    Path file = folder.resolve("agent.log");
    LogRotation log = new LogRotation(appendingTo(file), file, file, LIMIT);
    for (int i = 0; i < 500; i++) {
      log.publish(new LogRecord(Level.INFO, "entry " + i));
      assertThat(Files.size(file)).isLessThanOrEqualTo(LIMIT);
    }
    Path older = folder.resolve("agent.log.1");
    assertThat(Files.size(older)).isBetween((long) LIMIT, LIMIT + 20L);
    String both = Files.readString(older) + Files.readString(file);
    assertThat(both.lines()).last().isEqualTo("entry 499");
    int first = Integer.parseInt(both.lines().findFirst().orElseThrow().substring(6));
    assertThat(both.lines()).hasSize(500 - first);
  }

  @Test
  void aLogThatAnotherProgramMovedIsOnlyTruncated() throws IOException {
    Path file = folder.resolve("agent.log");
    Path moved = Files.writeString(folder.resolve("agent.log.0"), "");
    LogRotation log = new LogRotation(appendingTo(moved), file, moved, LIMIT);
    log.publish(new LogRecord(Level.INFO, "x".repeat(LIMIT)));
    assertThat(moved).isEmptyFile();
    assertThat(folder.resolve("agent.log.1")).doesNotExist();
  }

  private static Handler appendingTo(Path file) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        try {
          Files.writeString(
              file,
              entry.getMessage() + "\n",
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
