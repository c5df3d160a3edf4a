package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostException;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of hosts. If a connection fails, the host is asked again after a pause, and
 * then also for the events that were missed.
 */
public final class EventWatch {
  private static final int MAX_MISSED_EVENTS = 1_000;

  private final AgentQueries inquiry;
  private final Listener listener;
  private final Duration pause;

  /** Called from several threads. */
  public interface Listener {
    void happened(String host, Event event);

    /**
     * All past events have been delivered.
     *
     * @param lost events that this host dropped because they were not read fast enough
     */
    void upToDate(String host, long lost);

    /** The host does not answer; it is asked again after the pause. */
    void trouble(Answer<Event> why);
  }

  /**
   * @param pause how long to wait before a host that did not answer is asked again
   */
  public EventWatch(Fleet fleet, Listener listener, Duration pause) {
    this.inquiry = new AgentQueries(fleet);
    this.listener = listener;
    this.pause = pause;
  }

  /**
   * Returns when the calling thread is interrupted.
   *
   * @param last most past events of each host
   * @param sinceMillis no event before this time, in milliseconds since the epoch
   */
  public void follow(List<String> hosts, int last, long sinceMillis) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      hosts.forEach(host -> threads.execute(() -> new Following(host).run(last, sinceMillis)));
    }
  }

  private final class Following {
    private final String host;
    private @Nullable Event newest;

    /** What the host sends again after a new connection; null once it has sent all of that. */
    private @Nullable List<Event> past;

    Following(String host) {
      this.host = host;
    }

    void run(int last, long sinceMillis) {
      Request.Events request = new Request.Events(last, sinceMillis, true);
      try {
        while (true) {
          Request.Events asked = request;
          listener.trouble(
              inquiry.one(
                  host,
                  agent -> {
                    agent.events(asked, this::told);
                    throw HostException.failed("the agent closed the event stream", "none");
                  }));
          tellPast();
          Event told = newest;
          if (told != null) {
            request = new Request.Events(MAX_MISSED_EVENTS, told.atMillis(), true);
            past = new ArrayList<>();
          }
          Thread.sleep(pause);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void told(Reply reply) {
      switch (reply) {
        case Reply.Happened happened -> told(happened.event());
        case Reply.Pulse pulse -> {
          tellPast();
          listener.upToDate(host, pulse.lost());
        }
        default -> {}
      }
    }

    private void told(Event event) {
      List<Event> sent = past;
      if (sent != null) {
        sent.add(event);
      } else {
        newest = event;
        listener.happened(host, event);
      }
    }

    /**
     * Tells what happened while the host was not connected: what it has sent after the last event
     * that was told. Times do not decide, because the host's clock may have been set back.
     */
    private void tellPast() {
      List<Event> sent = past == null ? List.of() : past;
      past = null;
      sent.subList(sent.lastIndexOf(newest) + 1, sent.size()).forEach(this::told);
    }
  }
}
