package org.hactl.cli;

import java.util.List;
import java.util.Locale;
import org.hactl.api.HostStatus.TrackerView;

/** What virtual routers depend on, as {@code hactl status} prints it. */
record TrackerText(long nowMillis) {
  String of(List<TrackerView> trackers) {
    Table table = new Table();
    for (TrackerView tracker : trackers) {
      table.row(
          "track " + tracker.name(),
          tracker.kind(),
          // What is wrong stands out, as an unhealthy real server does.
          tracker.value().equals("false")
              ? tracker.value().toUpperCase(Locale.ROOT)
              : tracker.value(),
          tracker.sinceMillis() > 0 ? "for " + Ago.span(nowMillis - tracker.sinceMillis()) : "",
          tracker.usedBy().isEmpty() ? "" : "used by " + String.join(", ", tracker.usedBy()),
          Printable.text(tracker.detail()));
    }
    return table.text("  ");
  }
}
