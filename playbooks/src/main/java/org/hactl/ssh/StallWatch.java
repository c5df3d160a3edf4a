package org.hactl.ssh;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Ends an operation that makes no progress. A write to a host that has lost its power waits for
 * TCP, a quarter of an hour and longer, and holds the lock that a sign of life needs.
 */
final class StallWatch implements LongConsumer, AutoCloseable {
  private final Duration patience;
  private final Watchdog.Pause pause;
  private final Runnable end;
  private final Thread thread;
  private volatile long done;
  private volatile boolean fired;

  private StallWatch(Duration patience, Watchdog.Pause pause, Runnable end) {
    this.patience = patience;
    this.pause = pause;
    this.end = end;
    this.thread = Thread.ofVirtual().name("stall").unstarted(this::watch);
  }

  /** Runs {@code end}, on a thread of its own, when nothing was done for so long. */
  static StallWatch of(Duration patience, Watchdog.Pause pause, Runnable end) {
    StallWatch watch = new StallWatch(patience, pause, end);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      long before;
      do {
        before = done;
        pause.of(patience);
      } while (done != before);
      fired = true;
      end.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** So much is done by now. */
  @Override
  public void accept(long amount) {
    done = amount;
  }

  /** Whether {@code end} was run. */
  boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
