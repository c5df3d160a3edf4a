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
 * Notices that another program keeps changing what is corrected here, and slows down: a resource
 * that was corrected {@code corrections} times within {@code window} is left alone for {@code
 * pause}. It does not hold until it needed no correction for a whole window after that.
 *
 * <p>Not safe for use by several threads. Times are nanoseconds of one monotonic clock.
 */
public final class FightLimiter {
  private final int corrections;
  private final long windowNanos;
  private final long pauseNanos;

  /** Ordered by the time of the correction, oldest first: the first is forgotten first. */
  private final SequencedMap<ResourceId, ArrayDeque<Long>> correctedAt = new LinkedHashMap<>();

  /** What may be corrected first again first. */
  private final SequencedMap<ResourceId, Long> pausedUntil = new LinkedHashMap<>();

  /** Until when a resource does not hold; only of those in a fight. */
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

  /** Notes that drift of this resource has just been corrected. */
  public void corrected(ResourceId id, long nowNanos) {
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

  /** Whether this resource cannot be relied on: another program keeps changing it. */
  public boolean isContested(ResourceId id, long nowNanos) {
    Long until = contestedUntil.get(id);
    return until != null && until - nowNanos > 0;
  }

  /** Each resource is forgotten once for the one time that it was noted. */
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

  /** How many resources it remembers. */
  int size() {
    return correctedAt.size() + pausedUntil.size();
  }

  /** How long this resource is still to be left alone; empty if it may be corrected. */
  public Optional<Duration> pause(ResourceId id, long nowNanos) {
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

  /** What a person is told about a resource at rest. */
  public String explain(ResourceId id, Duration pause) {
    return id
        + " was put right "
        + corrections
        + " times within "
        + Duration.ofNanos(windowNanos).toSeconds()
        + " s: something else on this host keeps changing it (look for another manager of it);"
        + " left alone for "
        + Math.max(1, pause.toSeconds())
        + " s";
  }
}
