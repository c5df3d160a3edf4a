package org.hactl.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.hactl.api.Event;
import org.hactl.control.AgentQueries.Answer;

/**
 * Puts the events of several hosts in order of time. Events are held back until every host has sent
 * its past ones, and then for a moment, because one host's events can arrive later than another's.
 * Pure: time is a parameter.
 */
public final class EventMerge {
  private static final long HOLD_MILLIS = 250;
  private static final long MAX_START_MILLIS = 5_000;

  private final Set<String> awaited;
  private final long startedMillis;
  private final PriorityQueue<Of> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Of of) -> of.event().atMillis()).thenComparingLong(Of::number));
  private long number;

  /** An event of a host. */
  public record Of(String host, Event event, long arrivedMillis, long number) {}

  public EventMerge(List<String> hosts, long nowMillis) {
    this.awaited = new HashSet<>(hosts);
    this.startedMillis = nowMillis;
  }

  public void add(String host, Event event, long nowMillis) {
    waiting.add(new Of(host, event, nowMillis, number++));
  }

  /** Called when a host has sent its past events, or cannot be asked for them. */
  public void upToDate(String host) {
    awaited.remove(host);
  }

  /** The events that can be printed now, oldest first. */
  public List<Of> due(long nowMillis) {
    List<Of> due = new ArrayList<>();
    if (!awaited.isEmpty() && nowMillis - startedMillis < MAX_START_MILLIS) {
      return due;
    }
    for (Of first = waiting.peek();
        first != null && nowMillis - first.arrivedMillis() >= HOLD_MILLIS;
        first = waiting.peek()) {
      due.add(waiting.remove());
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
