package org.hactl.cli.text;

import java.util.List;
import java.util.Locale;
import org.hactl.api.HostStatus.TrackerView;
import org.hactl.control.view.TimeSpans;

/** The part of {@code hactl status} about trackers. */
record TrackerText(long nowMillis) {
  String of(List<TrackerView> trackers) {
    Table table = new Table();
    for (TrackerView tracker : trackers) {
      table.row(
          "track " + tracker.name(),
          tracker.kind(),
          // Problems have the colour of an unhealthy real server.
          tracker.value().equals("false")
              ? tracker.value().toUpperCase(Locale.ROOT)
              : tracker.value(),
          tracker.sinceMillis() > 0
              ? "for " + TimeSpans.span(nowMillis - tracker.sinceMillis())
              : "",
          tracker.usedBy().isEmpty() ? "" : "used by " + String.join(", ", tracker.usedBy()),
          Printable.text(tracker.detail()));
    }
    return table.text("  ");
  }
}
