package org.hactl.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hactl.agent.api.HostStatus.BfdView;

/** The BFD sessions, as {@code hactl status} prints them. */
record BfdText(long nowMillis) {
  private static final String REJECTED = "rejected-";

  String of(List<BfdView> sessions) {
    Table table = new Table();
    sessions.forEach(session -> row(session, table));
    return table.text("  ");
  }

  private void row(BfdView session, Table table) {
    table.row(
        "bfd " + session.name(),
        // What is wrong stands out, as an unhealthy real server does.
        session.state().equals("down") ? session.state().toUpperCase(Locale.ROOT) : session.state(),
        "for " + Ago.span(nowMillis - session.sinceMillis()),
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
        rejected(session.counters()));
  }

  private static String millis(long micros) {
    return micros % 1_000 == 0 ? micros / 1_000 + "ms" : micros + "us";
  }

  private static String rejected(Map<String, Long> counters) {
    return counters.entrySet().stream()
        .filter(each -> each.getValue() > 0 && each.getKey().startsWith(REJECTED))
        .map(each -> "%d %s".formatted(each.getValue(), each.getKey().substring(REJECTED.length())))
        .sorted()
        .reduce((one, other) -> one + ", " + other)
        .map(all -> "rejected: " + all)
        .orElse("");
  }
}
