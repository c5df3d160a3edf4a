package org.hactl.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hactl.api.HostStatus;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.control.hold.Connections;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.view.SettledView;
import org.hactl.control.view.TimeSpans;

/**
 * Shows how the connections of a drained real server end: on one line that is rewritten on a
 * terminal; elsewhere on a new line when the numbers have changed.
 */
final class DrainWatch {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DrainTarget target;
  private final boolean untilEmpty;
  private final Duration max;
  private final PrintWriter out;
  private final boolean terminal;
  private String shown = "";
  private Connections last = new Connections(0, 0, 0, false, false);

  /**
   * The last look.
   *
   * @param gone whether the connections are gone; if not, the time is up
   */
  record Seen(Connections left, boolean gone) {}

  DrainWatch(
      DrainTarget target,
      boolean untilEmpty,
      Duration max,
      PrintWriter out,
      TerminalOutput screen) {
    this.target = target;
    this.untilEmpty = untilEmpty;
    this.max = max;
    this.out = out;
    this.terminal = screen.terminal();
  }

  /**
   * Looks until the connections are gone.
   *
   * @param look the directors' statuses now
   * @param nanos the monotonic clock
   * @return what the last look saw
   */
  Seen until(Supplier<Map<String, HostStatus>> look, LongSupplier nanos, SettledView.Pause pause) {
    long start = nanos.getAsLong();
    try {
      while (true) {
        Map<String, HostStatus> now = look.get();
        Connections told = Connections.of(target.entries(now));
        boolean all = now.keySet().containsAll(target.directors().keySet());
        Connections left = all ? told : told.unknown();
        last = left;
        long millis = (nanos.getAsLong() - start) / NANOS_PER_MILLI;
        if (left.gone(untilEmpty)) {
          end("%s: %s after %s".formatted(target.name(), left.text(), TimeSpans.span(millis)));
          return new Seen(left, true);
        }
        if (millis >= max.toMillis()) {
          end(
              "%s: still %s after %s; it stays drained"
                  .formatted(target.name(), left.text(), TimeSpans.span(millis)));
          return new Seen(left, false);
        }
        show(target.name() + ": " + left.text(), TimeSpans.span(millis));
        pause.of(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Seen(last, false);
    }
  }

  private void show(String text, String span) {
    if (terminal) {
      out.print("\r\u001b[K" + text + " (" + span + ")");
    } else if (!text.equals(shown)) {
      out.println(text);
    }
    shown = text;
    out.flush();
  }

  private void end(String text) {
    out.println((terminal ? "\r\u001b[K" : "") + text);
    out.flush();
  }
}
