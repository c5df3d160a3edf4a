package org.hactl.cli.text;

import java.util.List;
import java.util.Locale;
import org.hactl.api.HostStatus.BfdEngineView;
import org.hactl.api.HostStatus.BfdView;
import org.hactl.control.view.TimeSpans;

/** The part of {@code hactl status} about BFD: sessions and problems. */
record BfdText(boolean colours, long nowMillis) {
  String of(List<BfdView> sessions, BfdEngineView engine) {
    Table table = new Table();
    sessions.forEach(session -> row(session, table));
    StringBuilder text = new StringBuilder(table.text("  "));
    if (engine.realtimeError() != null) {
      text.append(
          Colour.RED.line(
              "BFD runs without real-time priority: " + engine.realtimeError(), colours));
    }
    return text.append(
            CounterText.unassigned("bfd packets that match no session", engine.unassigned()))
        .toString();
  }

  private void row(BfdView session, Table table) {
    table.row(
        "bfd " + session.name(),
        // A session that is down has the colour of an unhealthy real server.
        session.state().equals("down") ? session.state().toUpperCase(Locale.ROOT) : session.state(),
        "for " + TimeSpans.span(nowMillis - session.sinceMillis()),
        "(" + session.reason() + ")",
        session.neighbour()
            + (session.interfaceName() == null ? "" : " " + session.interfaceName())
            + (session.multihop() ? " multihop" : ""),
        "send %s".formatted(millis(session.transmitMicros())),
        session.detectionMicros() == 0
            ? "never heard"
            : "receive %s, down after %s"
                .formatted(millis(session.receiveMicros()), millis(session.detectionMicros())),
        "neighbour %s (%s)".formatted(session.neighbourState(), session.neighbourDiagnostic()),
        Printable.text(session.fault()),
        CounterText.rejected(session.counters()));
  }

  private static String millis(long micros) {
    return micros % 1_000 == 0 ? micros / 1_000 + "ms" : micros + "us";
  }
}
