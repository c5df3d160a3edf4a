package org.hactl.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.hactl.api.Event;
import org.hactl.control.AgentQueries.Answer;

/**
 * Puts the events of several hosts in order of time. Events are held back until every host has sent
 * its past ones, and then for a moment, because one host's events can arrive later than another's.
 * Pure: time is a parameter, of a monotonic clock.
 */
public final class EventMerge {
  private static final long HOLD_MILLIS = 250;
  private static final long MAX_START_MILLIS = 5_000;

  private final Set<String> awaited;
  private final long startedMillis;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::placeMillis)
              .thenComparingLong(each -> each.of().number()));

  /** The latest time of each host: its events stay in order when its clock is set back. */
  private final Map<String, Long> latestMillis = new HashMap<>();

  private long number;

  /** An event of a host. */
  public record Of(String host, Event event, long arrivedMillis, long number) {}

  private record Waiting(Of of, long placeMillis) {}

  public EventMerge(List<String> hosts, long nowMillis) {
    this.awaited = new HashSet<>(hosts);
    this.startedMillis = nowMillis;
  }

  public void add(String host, Event event, long nowMillis) {
    long placeMillis = latestMillis.merge(host, event.atMillis(), Math::max);
    waiting.add(new Waiting(new Of(host, event, nowMillis, number++), placeMillis));
  }

  /** Call this when a host has sent its past events, or cannot be reached. */
  public void upToDate(String host) {
    awaited.remove(host);
  }

  /** The events that can be printed now, oldest first. */
  public List<Of> due(long nowMillis) {
    List<Of> due = new ArrayList<>();
    if (!awaited.isEmpty() && nowMillis - startedMillis < MAX_START_MILLIS) {
      return due;
    }
    for (Waiting first = waiting.peek();
        first != null && nowMillis - first.of().arrivedMillis() >= HOLD_MILLIS;
        first = waiting.peek()) {
      due.add(waiting.remove().of());
    }
    return due;
  }

  /** The past events of several hosts, oldest first. */
  public static List<Of> of(List<Answer<List<Event>>> answers) {
    EventMerge merge = new EventMerge(List.of(), 0);
    for (Answer<List<Event>> answer : answers) {
      if (answer.value() != null) {
        answer.value().forEach(event -> merge.add(answer.host(), event, 0));
      }
    }
    return merge.due(HOLD_MILLIS);
  }
}
