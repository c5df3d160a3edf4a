package org.hactl.track;

/** The thread that owns all state of tracking, and its clock. */
interface TrackLoop extends AutoCloseable {
  /** The monotonic clock. */
  long nanos();

  /** The wall clock, in milliseconds since the epoch. */
  long millis();

  /** Runs a task on the thread later. Has no effect after {@link #close}. */
  void execute(Runnable task);

  /**
   * Runs a task on the thread, and returns when the task is done. Has no effect after {@link
   * #close}.
   */
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
