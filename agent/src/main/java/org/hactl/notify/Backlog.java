package org.hactl.notify;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The notifications of a router or group that wait while its hooks still run: in order and bounded.
 * The newest one is always delivered. Not thread-safe.
 *
 * @param <T> the type of a notification
 */
final class Backlog<T> {
  static final int CAPACITY = 16;

  private final ArrayDeque<T> waiting = new ArrayDeque<>();

  /** Adds a notification, and returns the notifications that it drops because there is no room. */
  List<T> add(T last) {
    waiting.add(last);
    return waiting.size() > CAPACITY ? List.of(waiting.remove()) : List.of();
  }

  /** Removes notifications that are out of date. */
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
