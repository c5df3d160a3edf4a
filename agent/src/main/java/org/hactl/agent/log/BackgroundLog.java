package org.hactl.agent.log;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes the log on a thread of its own. The reader of the log may stop reading, for example a
 * hanging journal or a paused terminal, and advertisements must not wait for the reader. The queue
 * is bounded: entries that do not fit are dropped, and their number is logged.
 */
final class BackgroundLog extends Handler {
  private static final int CAPACITY = 2_000;

  private final Handler writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<LogRecord> waiting = new ArrayDeque<>();
  private boolean writing;
  private int dropped;

  /**
   * @param writer where the log goes; it may block
   */
  BackgroundLog(Handler writer) {
    this.writer = writer;
    setLevel(writer.getLevel());
    Thread.ofPlatform().name("log").daemon(true).start(this::loop);
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    lock.lock();
    try {
      if (waiting.size() < CAPACITY) {
        waiting.add(entry);
      } else {
        dropped++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    try {
      while (true) {
        writer.publish(next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LogRecord next() throws InterruptedException {
    lock.lock();
    try {
      writing = false;
      changed.signalAll();
      while (waiting.isEmpty() && dropped == 0) {
        changed.await();
      }
      writing = true;
      LogRecord entry = waiting.poll();
      if (entry == null) {
        entry = new LogRecord(Level.WARNING, "log entries that could not be written: " + dropped);
        dropped = 0;
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** Waits a short time until everything is written. */
  @Override
  public void flush() {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(1);
      while ((writing || !waiting.isEmpty() || dropped > 0) && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    flush();
  }
}
