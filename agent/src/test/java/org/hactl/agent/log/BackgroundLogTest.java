package org.hactl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackgroundLogTest {
  /** Takes one entry for each of its permits. */
  private static final class Reader extends Handler {
    private final Semaphore permits;
    private final List<String> read = new CopyOnWriteArrayList<>();

    Reader(int permits) {
      this.permits = new Semaphore(permits);
      setLevel(Level.INFO);
    }

    @Override
    public void publish(LogRecord entry) {
      permits.acquireUninterruptibly();
      read.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void writesInOrderAndFlushWaitsForIt() {
    Reader reader = new Reader(Integer.MAX_VALUE);
    BackgroundLog log = new BackgroundLog(reader);
    IntStream.range(0, 1_000).forEach(i -> log.publish(info("entry " + i)));
    log.flush();
    assertThat(reader.read)
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "entry " + i).toList());
  }

  @Test
  void doesNotWaitForAReaderAndSaysHowManyLinesWereLost() {
    Reader reader = new Reader(0);
    BackgroundLog log = new BackgroundLog(reader);
    IntStream.range(0, 5_000).forEach(i -> log.publish(info("entry " + i)));
    reader.permits.release(Integer.MAX_VALUE);
    log.flush();
    // The entry that is being written waits beside the full queue, so there may be one more.
    int kept = reader.read.size() - 1;
    assertThat(kept).isBetween(2_000, 2_001);
    assertThat(reader.read.get(kept))
        .isEqualTo("log entries that could not be written: " + (5_000 - kept));
  }

  @Test
  void dropsLinesBelowTheLevel() {
    Reader reader = new Reader(Integer.MAX_VALUE);
    BackgroundLog log = new BackgroundLog(reader);
    log.publish(new LogRecord(Level.FINE, "no"));
    log.publish(info("yes"));
    log.flush();
    assertThat(reader.read).containsExactly("yes");
  }

  private static LogRecord info(String message) {
    return new LogRecord(Level.INFO, message);
  }
}
