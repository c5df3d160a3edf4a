package org.hactl.cli.text;

import org.hactl.api.ConnectionSyncView;
import org.hactl.api.ConnectionSyncView.Flow;
import org.hactl.control.view.TimeSpans;
import org.jspecify.annotations.Nullable;

/** The line of {@code hactl status} on the connection sync of a director. */
record ConnectionSyncText(boolean colours, long nowMillis) {
  /** With its line end; empty without connection sync. */
  String of(@Nullable ConnectionSyncView sync) {
    if (sync == null) {
      return "";
    }
    String where = "connection sync %s id %d".formatted(sync.interfaceName(), sync.syncId());
    if (!sync.problem().isEmpty()) {
      return Colour.RED.line(where + ": " + sync.problem(), colours);
    }
    String text =
        "%s: sent %s; received %s".formatted(where, flow(sync.sent()), flow(sync.received()));
    return sync.silent()
        ? Colour.RED.line(text + "; SENDS NOTHING of the connections that come", colours)
        : "  " + Printable.text(text) + "\n";
  }

  private String flow(Flow flow) {
    return flow.lastMillis() == null
        ? "none"
        : "%d messages of %d connections, the last %s ago"
            .formatted(
                flow.messages(), flow.connections(), TimeSpans.span(nowMillis - flow.lastMillis()));
  }
}
