package org.hactl.notify;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a router or group has to tell while its hooks still run: in order and bounded. What came
 * last is always told. Not for several threads.
 *
 * @param <T> what waits
 */
final class Backlog<T> {
  static final int CAPACITY = 16;

  private final ArrayDeque<T> waiting = new ArrayDeque<>();

  /** Adds it, and answers what will not be told for want of room. */
  List<T> add(T last) {
    waiting.add(last);
    return waiting.size() > CAPACITY ? List.of(waiting.remove()) : List.of();
  }

  /** Takes out what need not be told any more. */
  void drop(Predicate<T> what) {
    waiting.removeIf(what);
  }

  boolean anyMatch(Predicate<T> what) {
    return waiting.stream().anyMatch(what);
  }

  Optional<T> next() {
    return Optional.ofNullable(waiting.poll());
  }
}
