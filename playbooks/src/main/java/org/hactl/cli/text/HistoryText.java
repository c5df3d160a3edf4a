package org.hactl.cli.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.hactl.api.AuditEntry;
import org.hactl.control.AgentQueries.Answer;

/** The output of {@code hactl history}: a table for each host, newest first. */
public record HistoryText(ZoneId zone) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String NONE = "-";

  public String of(List<Answer<List<AuditEntry>>> answers) {
    StringBuilder text = new StringBuilder();
    for (Answer<List<AuditEntry>> answer : answers) {
      if (answer.value() != null) {
        text.append(answer.host()).append('\n').append(entries(answer.value()));
      } else if (answer.failure() == null) {
        text.append(answer.host()).append("\n  no agent: hactl apply installs it\n");
      }
    }
    return text.append(UnansweredText.text(answers)).toString();
  }

  private String entries(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return "  no apply recorded\n";
    }
    Table table = new Table();
    table.row("WHEN", "SERIAL", "GENERATION", "WHO", "REVISION", "AGENT", "OUTCOME", "DETAIL");
    entries.forEach(entry -> row(entry, table));
    return table.text("  ");
  }

  private void row(AuditEntry entry, Table table) {
    table.row(
        TIME.format(Instant.ofEpochMilli(entry.atMillis()).atZone(zone)),
        entry.serial() == 0 ? NONE : Long.toString(entry.serial()),
        Long.toString(entry.generation()),
        cell(entry.author()),
        cell(entry.revision() + (entry.modified() ? "+" : "")),
        entry.agent() == null ? NONE : cell(entry.agent()),
        entry.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        detail(entry));
  }

  private static String detail(AuditEntry entry) {
    String went = entry.rollback() == null ? "" : "rollback to " + entry.rollback();
    String separator = went.isEmpty() || entry.detail().isEmpty() ? "" : ": ";
    String whole = went + separator + entry.detail();
    return whole.isEmpty() ? "" : cell(whole);
  }

  private static String cell(String value) {
    String line = Printable.text(value).strip().replace('\n', ' ');
    return line.isEmpty() ? NONE : line;
  }
}
