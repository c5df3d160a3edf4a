package org.hactl.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A loop on which time passes when the test says so, and every other task runs at once. */
final class FakeLoop implements TrackLoop {
  private record Alarm(long dueNanos, Runnable task) {}

  private final List<Alarm> alarms = new ArrayList<>();
  private long nanos = 1_000;
  private final List<Runnable> held = new ArrayList<>();
  private boolean holds;
  boolean closed;

  /** By how much the wall clock was set. */
  long stepMillis;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long millis() {
    return nanos / 1_000_000 + stepMillis;
  }

  @Override
  public void execute(Runnable task) {
    if (holds) {
      held.add(task);
    } else {
      run(task);
    }
  }

  /** Holds back the tasks from now on. */
  void hold() {
    holds = true;
  }

  /** Runs the tasks that were held back. */
  void release() {
    holds = false;
    held.forEach(this::run);
    held.clear();
  }

  int held() {
    return held.size();
  }

  @Override
  public void run(Runnable task) {
    if (!closed) {
      task.run();
    }
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    Alarm alarm = new Alarm(nanos + delayNanos, task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  /** Lets time pass, and runs the alarms that become due, in their order. */
  void pass(long millis) {
    long end = nanos + millis * 1_000_000;
    while (true) {
      Alarm next =
          alarms.stream()
              .filter(alarm -> alarm.dueNanos <= end)
              .min(Comparator.comparingLong(Alarm::dueNanos))
              .orElse(null);
      if (next == null) {
        break;
      }
      alarms.remove(next);
      nanos = Math.max(nanos, next.dueNanos);
      next.task.run();
    }
    nanos = end;
  }

  int alarms() {
    return alarms.size();
  }

  @Override
  public void close() {
    closed = true;
  }
}
