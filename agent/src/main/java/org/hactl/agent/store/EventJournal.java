package org.hactl.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hactl.api.DriftEntry;
import org.hactl.api.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of this host, one JSON object a line, oldest first. The journal is bounded: when
 * {@code events} has reached its size, it becomes {@code events.1} and replaces the earlier {@code
 * events.1}. The agent does not wait for the disk, so a power cut may lose the events of the last
 * seconds.
 */
public final class EventJournal {
  private static final Logger log = LoggerFactory.getLogger(EventJournal.class);
  private static final String FILE = "events";

  private final ObjectMapper mapper;
  private final BoundedLines lines;
  private final List<Consumer<Event>> followers = new ArrayList<>();

  /**
   * @param maxBytes the largest size of one file; there are at most two files
   */
  public EventJournal(Storage storage, ObjectMapper mapper, long maxBytes) {
    this.mapper = mapper;
    this.lines = new BoundedLines(storage, FILE, maxBytes);
  }

  /** Adds an event. A write error is logged; nothing else may fail because of it. */
  public synchronized void add(Event event) {
    try {
      lines.add(mapper.writeValueAsString(event), false);
    } catch (IOException e) {
      log.atWarn().addKeyValue("error", e.getMessage()).log("cannot write the event journal");
    }
    followers.forEach(follower -> follower.accept(event));
  }

  /**
   * Passes the past events to a follower, oldest first, and after them every new event.
   *
   * @param last the largest number of past events
   * @param sinceMillis events before the first one of this time or later are left out. What follows
   *     that one is passed on whatever its time: the wall clock may have been set back meanwhile
   * @param follower called in order, on the thread that adds an event; must return at once
   */
  public synchronized void follow(int last, long sinceMillis, Consumer<Event> follower)
      throws IOException {
    newest(last).reversed().stream()
        .dropWhile(event -> event.atMillis() < sinceMillis)
        .forEach(follower);
    followers.add(follower);
  }

  public synchronized void unfollow(Consumer<Event> follower) {
    followers.remove(follower);
  }

  /** The newest events, newest first. */
  public synchronized List<Event> newest(int limit) throws IOException {
    return newest(limit, Event.class);
  }

  /** The newest drift, newest first. */
  public List<DriftEntry> newestDrift(int limit) throws IOException {
    return newest(limit, Event.Drifted.class).stream().map(Event.Drifted::drift).toList();
  }

  private synchronized <E extends Event> List<E> newest(int limit, Class<E> type)
      throws IOException {
    return lines.newest(limit, line -> parse(line, type));
  }

  private <E extends Event> Optional<E> parse(String line, Class<E> type) {
    try {
      return Optional.ofNullable(mapper.readValue(line, Event.class))
          .filter(type::isInstance)
          .map(type::cast);
    } catch (JsonProcessingException e) {
      // A torn line, or one of a newer agent: only this line is lost.
      log.atDebug().log("a line of the event journal cannot be read");
      return Optional.empty();
    }
  }
}
