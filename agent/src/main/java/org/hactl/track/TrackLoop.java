package org.hactl.track;

/** The thread that owns all state of tracking, and its clock. */
interface TrackLoop extends AutoCloseable {
  /** The monotonic clock. */
  long nanos();

  /** The clock people read, in milliseconds since the epoch. */
  long millis();

  /** Runs a task on the thread later. It has no effect once closed. */
  void execute(Runnable task);

  /** Runs a task on the thread, and returns when it is done. It has no effect once closed. */
  void run(Runnable task);

  /** Runs a task on the thread after a delay. */
  Timer after(long delayNanos, Runnable task);

  /** A task that is waiting for its time. */
  @FunctionalInterface
  interface Timer {
    Timer NONE = () -> {};

    void cancel();
  }

  @Override
  void close();
}
