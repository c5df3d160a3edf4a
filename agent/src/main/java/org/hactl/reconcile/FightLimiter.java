package org.hactl.reconcile;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.hactl.module.ResourceId;

/**
 * Notices that another program keeps changing a resource that the agent corrects, and slows down: a
 * resource that was corrected {@code corrections} times within {@code window} is left alone for
 * {@code pause}. It counts as contested until it needed no correction for a whole window after
 * that.
 *
 * <p>Not safe for use by several threads. Times are nanoseconds of one monotonic clock.
 */
public final class FightLimiter {
  private final int corrections;
  private final long windowNanos;
  private final long pauseNanos;

  /** Ordered by the time of the correction, oldest first: the first is forgotten first. */
  private final SequencedMap<ResourceId, ArrayDeque<Long>> correctedAt = new LinkedHashMap<>();

  /** In the order in which the resources may be corrected again. */
  private final SequencedMap<ResourceId, Long> pausedUntil = new LinkedHashMap<>();

  /** Until when a resource in a fight counts as contested. */
  private final Map<ResourceId, Long> contestedUntil = new HashMap<>();

  public FightLimiter(int corrections, Duration window, Duration pause) {
    this.corrections = corrections;
    this.windowNanos = window.toNanos();
    this.pauseNanos = pause.toNanos();
  }

  /** Twenty corrections of one resource in a minute are a fight; it then rests for 30 s. */
  public static FightLimiter standard() {
    return new FightLimiter(20, Duration.ofMinutes(1), Duration.ofSeconds(30));
  }

  /** Records that drift of this resource has just been corrected. */
  void corrected(ResourceId id, long nowNanos) {
    ArrayDeque<Long> known = correctedAt.remove(id);
    ArrayDeque<Long> times = known == null ? new ArrayDeque<>() : known;
    times.addLast(nowNanos);
    while (!times.isEmpty() && nowNanos - times.getFirst() > windowNanos) {
      times.removeFirst();
    }
    if (times.size() >= corrections) {
      pausedUntil.remove(id);
      pausedUntil.put(id, nowNanos + pauseNanos);
      contest(id, nowNanos + pauseNanos + windowNanos);
    } else {
      correctedAt.put(id, times);
      if (isContested(id, nowNanos)) {
        contest(id, nowNanos + windowNanos);
      }
    }
    forget(nowNanos);
  }

  private void contest(ResourceId id, long untilNanos) {
    Long before = contestedUntil.remove(id);
    contestedUntil.put(id, before == null ? untilNanos : Math.max(before, untilNanos));
  }

  /** Whether other resources cannot rely on this one, because another program keeps changing it. */
  boolean isContested(ResourceId id, long nowNanos) {
    Long until = contestedUntil.get(id);
    return until != null && until - nowNanos > 0;
  }

  /** Forgets old entries. Each entry is removed only once, so that this stays cheap. */
  private void forget(long nowNanos) {
    while (!correctedAt.isEmpty()
        && nowNanos - correctedAt.firstEntry().getValue().getLast() > windowNanos) {
      correctedAt.pollFirstEntry();
    }
    while (!pausedUntil.isEmpty() && pausedUntil.firstEntry().getValue() - nowNanos <= 0) {
      pausedUntil.pollFirstEntry();
    }
    contestedUntil.values().removeIf(until -> until - nowNanos <= 0);
  }

  /** How many resources the limiter remembers. */
  int size() {
    return correctedAt.size() + pausedUntil.size();
  }

  /** How long the agent still leaves this resource alone; empty if it may be corrected. */
  Optional<Duration> pause(ResourceId id, long nowNanos) {
    Long until = pausedUntil.get(id);
    if (until == null) {
      return Optional.empty();
    }
    if (until - nowNanos <= 0) {
      pausedUntil.remove(id);
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(until - nowNanos));
  }

  /** The text for the operator about a resource that is left alone. */
  String explain(ResourceId id, Duration pause) {
    return id
        + " was corrected "
        + corrections
        + " times within "
        + Duration.ofNanos(windowNanos).toSeconds()
        + " s: another program on this host keeps changing it (look for a program that also manages it);"
        + " left alone for "
        + Math.max(1, pause.toSeconds())
        + " s";
  }
}
