package org.hactl.agent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hactl.reconcile.Backoff;

/**
 * Which kinds are to be looked at again although nothing happens, and when: each by itself, so that
 * one that fails neither hastens nor holds up another. Times are nanoseconds of one monotonic
 * clock.
 */
final class Retries {
  private final Backoff backoff;
  private final Map<String, Retry> retries = new HashMap<>();

  private record Retry(int failures, long dueNanos, Cause cause) {}

  Retries(Backoff backoff) {
    this.backoff = backoff;
  }

  void succeeded(String kind) {
    retries.remove(kind);
  }

  /**
   * Notes that a pass over this kind failed.
   *
   * @param pause how long it is to be left alone at any rate
   */
  void failed(String kind, Cause cause, Optional<Duration> pause, long nowNanos) {
    Retry before = retries.get(kind);
    int failures = before == null ? 1 : before.failures() + 1;
    Duration delay = pause.orElseGet(() -> backoff.delay(failures));
    retries.put(kind, new Retry(failures, nowNanos + delay.toNanos(), cause));
  }

  /** How long until the next is due, negative if one is; empty if there is none. */
  OptionalLong nanosToNext(long nowNanos) {
    return retries.values().stream().mapToLong(retry -> retry.dueNanos() - nowNanos).min();
  }

  /** Those that are due, with their causes. */
  Map<String, Cause> due(long nowNanos) {
    Map<String, Cause> due = new HashMap<>();
    retries.forEach((kind, retry) -> {
      if (retry.dueNanos() - nowNanos <= 0) {
        due.put(kind, retry.cause());
      }
    });
    return due;
  }

  Set<String> kinds() {
    return Set.copyOf(retries.keySet());
  }
}
