package org.hactl.track;

/** The thread to which all state of tracking belongs, and its clock. */
interface TrackLoop extends AutoCloseable {
  /** The monotonic clock. */
  long nanos();

  /** The clock people read, in milliseconds since the epoch. */
  long millis();

  /** Does something there, later. Without effect once closed. */
  void execute(Runnable task);

  /** Does something there, and returns when it is done. Without effect once closed. */
  void run(Runnable task);

  /** Does something there after a while. */
  Timer after(long delayNanos, Runnable task);

  /** Something that is going to happen. */
  @FunctionalInterface
  interface Timer {
    Timer NONE = () -> {};

    void cancel();
  }

  @Override
  void close();
}
