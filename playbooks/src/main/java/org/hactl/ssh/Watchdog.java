package org.hactl.ssh;

import java.time.Duration;

/** Ends an operation that takes too long. {@link #close} cancels the deadline. */
public final class Watchdog implements AutoCloseable {
  private final Thread thread;
  private volatile boolean fired;

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private Watchdog(Duration limit, Pause pause, Runnable end) {
    thread =
        Thread.ofVirtual()
            .name("deadline")
            .unstarted(() -> {
              try {
                pause.of(limit);
                fired = true;
                end.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Runs {@code end} after {@code limit}, on a thread of its own. */
  public static Watchdog after(Duration limit, Runnable end) {
    return after(limit, Thread::sleep, end);
  }

  /** Likewise, by another clock. */
  public static Watchdog after(Duration limit, Pause pause, Runnable end) {
    Watchdog watchdog = new Watchdog(limit, pause, end);
    watchdog.thread.start();
    return watchdog;
  }

  /** Whether the limit passed and {@code end} was run. */
  public boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
