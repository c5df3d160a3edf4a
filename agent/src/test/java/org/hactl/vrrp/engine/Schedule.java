package org.hactl.vrrp.engine;

import java.util.PriorityQueue;

/** The clock of a simulated world, and the events in it, in order. */
final class Schedule {
  /** Events of the same time run in the order of their sequence numbers. */
  private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long sequence;
  private long nowNanos;

  long now() {
    return nowNanos;
  }

  void at(long timeNanos, Runnable action) {
    events.add(new Event(Math.max(timeNanos, nowNanos), sequence++, action));
  }

  void after(long delayNanos, Runnable action) {
    at(nowNanos + delayNanos, action);
  }

  /** Runs the next event; false if there is none before the end. */
  boolean advance(long endNanos) {
    Event next = events.peek();
    if (next == null || next.at() > endNanos) {
      nowNanos = Math.max(nowNanos, endNanos);
      return false;
    }
    events.remove();
    nowNanos = next.at();
    next.action().run();
    return true;
  }
}
