package org.hactl.agent.converge;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.PassOutcome;
import org.jspecify.annotations.Nullable;

/**
 * When a pass looks at a kind again after a failure. Each kind has its own time, so that a kind
 * that fails neither hastens nor delays another kind. Times are nanoseconds of one monotonic clock.
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
   * Records that a pass over this kind failed.
   *
   * @param rest how long some resources of the kind are left alone; null if none are
   */
  void failed(String kind, Cause cause, PassOutcome.@Nullable Rest rest, long nowNanos) {
    if (rest != null && rest.isAll()) {
      // Nothing was tried: a later failure starts with the shortest wait.
      retries.put(kind, new Retry(0, nowNanos + rest.left().toNanos(), cause));
      return;
    }
    Retry before = retries.get(kind);
    int failures = before == null ? 1 : before.failures() + 1;
    Duration delay = backoff.delay(failures);
    if (rest != null && rest.left().compareTo(delay) < 0) {
      delay = rest.left();
    }
    retries.put(kind, new Retry(failures, nowNanos + delay.toNanos(), cause));
  }

  /**
   * How long until the next kind is due, negative if a kind is due already; empty if none waits.
   */
  OptionalLong nanosToNext(long nowNanos) {
    return retries.values().stream().mapToLong(retry -> retry.dueNanos() - nowNanos).min();
  }

  /** The kinds that are due, with their causes. */
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
