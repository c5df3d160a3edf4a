package org.hactl.cli.report;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.Event;
import org.hactl.cli.text.EventMerge;
import org.hactl.cli.text.EventText;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.EventWatch;
import org.hactl.control.host.HostFailure;
import org.jspecify.annotations.Nullable;

/** Prints the events of several hosts in order of time as they arrive. */
public final class EventPrinter implements EventWatch.Listener {
  private static final long PRINT_INTERVAL_MILLIS = 50;

  private final PrintWriter out;
  private final EventMerge merge;
  private final @Nullable EventText text;
  private final EventsJson json = new EventsJson();

  /** The last problem printed for each host; no entry for a host that answers. */
  private final Map<String, String> troubles = new HashMap<>();

  private final Map<String, Long> lost = new HashMap<>();

  /**
   * @param text null for JSON
   */
  public EventPrinter(PrintWriter out, List<String> hosts, @Nullable EventText text) {
    this.out = out;
    this.text = text;
    this.merge = new EventMerge(hosts, monotonicMillis());
    Thread.ofVirtual().name("event-printer").start(this::print);
  }

  @Override
  public synchronized void happened(String host, Event event) {
    merge.add(host, event, monotonicMillis());
  }

  @Override
  public synchronized void upToDate(String host, long lostSoFar) {
    merge.upToDate(host);
    if (troubles.remove(host) != null && text != null) {
      out.println(text.remark(host, "answers again"));
    }
    long before = lost.getOrDefault(host, 0L);
    if (lostSoFar > before) {
      out.println(
          text == null
              ? json.lost(host, lostSoFar - before)
              : text.remark(host, lostSoFar - before + " events were lost"));
    }
    lost.put(host, lostSoFar);
    out.flush();
  }

  @Override
  public synchronized void trouble(Answer<Event> why) {
    merge.upToDate(why.host());
    lost.remove(why.host());
    HostFailure failure = why.failure();
    String said = failure == null ? "no agent: hactl apply installs it" : failure.message();
    if (!said.equals(troubles.put(why.host(), said))) {
      out.println(
          text == null ? json.trouble(why) : text.remark(why.host(), said + "; asking again"));
      out.flush();
    }
  }

  private static long monotonicMillis() {
    return System.nanoTime() / 1_000_000;
  }

  private void print() {
    try {
      while (true) {
        Thread.sleep(PRINT_INTERVAL_MILLIS);
        printDue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void printDue() {
    List<EventMerge.Of> due = merge.due(monotonicMillis());
    for (EventMerge.Of of : due) {
      out.println(
          text == null ? json.line(of.host(), of.event()) : text.line(of.host(), of.event()));
    }
    if (!due.isEmpty()) {
      out.flush();
    }
  }
}
