package org.hactl.cli.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hactl.api.RealServerView;
import org.hactl.api.TryView;
import org.hactl.control.view.TimeSpans;

/** How long the last tries of a real server's checks took, and when they ended. */
final class TriesText {
  private static final double MANY_MILLIS = 10_000;

  private TriesText() {}

  /** Behind what they said: {@code " (0.4 ms, 2 s ago)"}; empty if none has been made. */
  static String of(RealServerView server, long nowMillis) {
    List<TryView> tries = server.tries();
    if (tries == null || tries.isEmpty()) {
      return "";
    }
    boolean several = tries.size() > 1;
    return tries.stream()
        .map(each -> (several ? each.check() + " " : "") + took(each, nowMillis))
        .collect(Collectors.joining("; ", " (", ")"));
  }

  private static String took(TryView last, long nowMillis) {
    return took(Math.max(0, last.tookMillis()))
        + ", "
        + TimeSpans.span(nowMillis - last.atMillis())
        + " ago";
  }

  private static String took(double millis) {
    return millis < MANY_MILLIS
        ? String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis)
        : TimeSpans.span((long) millis);
  }
}
