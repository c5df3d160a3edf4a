package org.hactl.agent.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hactl.agent.store.EventJournal;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;

/** Sends the events of this host to one reader, which may be slow. */
final class EventStream implements Consumer<Event> {
  private static final Duration PULSE = Duration.ofSeconds(10);
  private static final int MAX_PAST_EVENTS = 5_000;

  private final ReplySink out;
  private final AtomicLong lost = new AtomicLong();

  private EventStream(ReplySink out) {
    this.out = out;
  }

  /**
   * Serves one reader. If it asked only for past events, this returns when they are sent; otherwise
   * when the reader is gone.
   */
  static Reply serve(EventJournal journal, Request.Events request, ReplySink out) {
    EventStream stream = new EventStream(out);
    int last = Math.clamp(request.last(), 0, MAX_PAST_EVENTS);
    try {
      journal.follow(last, request.sinceMillis(), stream);
      try {
        while (request.follow()) {
          out.offer(stream.pulse());
          if (out.awaitGone(PULSE)) {
            break;
          }
        }
      } finally {
        journal.unfollow(stream);
      }
      return stream.pulse();
    } catch (IOException e) {
      return new Reply.Failed("disk", "cannot read the event journal: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stream.pulse();
    }
  }

  @Override
  public void accept(Event event) {
    if (!out.offer(new Reply.Happened(event))) {
      lost.incrementAndGet();
    }
  }

  private Reply.Pulse pulse() {
    return new Reply.Pulse(lost.get());
  }
}
