package org.hactl.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  private static final String NEWEST = "events";
  private static final String OLDER = "events.1";

  private final Storage storage;
  private final ObjectMapper mapper;
  private final long maxBytes;
  private final List<Consumer<Event>> followers = new ArrayList<>();
  private long bytes;

  /**
   * @param maxBytes the largest size of one file; there are at most two files
   */
  public EventJournal(Storage storage, ObjectMapper mapper, long maxBytes) throws IOException {
    this.storage = storage;
    this.mapper = mapper;
    this.maxBytes = maxBytes;
    this.bytes = storage.read(NEWEST).map(content -> content.length).orElse(0);
  }

  /** Adds an event. A write error is logged; nothing else may fail because of it. */
  public synchronized void add(Event event) {
    try {
      // The line end comes first, so that a line cut off by a crash does not damage this one.
      byte[] line = ("\n" + mapper.writeValueAsString(event)).getBytes(StandardCharsets.UTF_8);
      if (bytes > 0 && bytes + line.length > maxBytes) {
        storage.rename(NEWEST, OLDER);
        bytes = 0;
      }
      storage.append(NEWEST, line, false);
      bytes += line.length;
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
    List<E> found = new ArrayList<>();
    for (String file : List.of(NEWEST, OLDER)) {
      String text = new String(storage.read(file).orElse(new byte[0]), StandardCharsets.UTF_8);
      for (String line : List.of(text.split("\n", -1)).reversed()) {
        if (found.size() >= limit) {
          return found;
        }
        if (!line.isBlank()) {
          parse(line, type, found);
        }
      }
    }
    return found;
  }

  private <E extends Event> void parse(String line, Class<E> type, List<E> found) {
    try {
      Event event = mapper.readValue(line, Event.class);
      if (type.isInstance(event)) {
        found.add(type.cast(event));
      }
    } catch (JsonProcessingException e) {
      // A torn line, or one of a newer agent: only this line is lost.
      log.atDebug().log("a line of the event journal cannot be read");
    }
  }
}
