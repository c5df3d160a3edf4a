package org.hactl.cli.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hactl.api.DriftEntry;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.view.TimeSpans;
import org.hactl.module.FieldChange;

/**
 * The output of {@code hactl drift}: one line per drift, newest first. It tells what another
 * program changed: from the value that the site wants to the value that was found.
 */
public record DriftText(ZoneId zone) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

  public String of(List<Answer<List<DriftEntry>>> answers) {
    StringBuilder text = new StringBuilder();
    Table table = new Table();
    table.row("WHEN", "HOST", "WHAT", "WAS CHANGED", "FOUND BY", "STOOD", "OUTCOME");
    int entries = 0;
    for (Answer<List<DriftEntry>> answer : answers) {
      if (answer.value() != null) {
        for (DriftEntry entry : answer.value()) {
          row(answer.host(), entry, table);
          entries++;
        }
      }
    }
    text.append(entries == 0 ? "No drift recorded.\n" : table.text(""));
    return text.append(UnansweredText.text(answers)).toString();
  }

  private void row(String host, DriftEntry entry, Table table) {
    table.row(
        TIME.format(Instant.ofEpochMilli(entry.foundAtMillis()).atZone(zone)),
        host,
        entry.change().id().toString(),
        values(entry),
        entry.foundBy().name().toLowerCase(Locale.ROOT),
        (entry.stoodAtMost() ? "at most " : "") + TimeSpans.span(entry.stoodMillis()),
        entry.corrected()
            ? "repaired"
            : entry.error().isEmpty() ? "reported" : "FAILED: " + Printable.text(entry.error()));
  }

  static String values(DriftEntry entry) {
    String fields =
        entry.change().fields().stream().map(DriftText::value).collect(Collectors.joining(", "));
    String what =
        switch (entry.change().action()) {
          case CREATE -> "was gone";
          case DELETE -> "was added";
          case UPDATE -> "";
          case RUN -> "did not run";
        };
    return what.isEmpty() ? fields : fields.isEmpty() ? what : what + " (" + fields + ")";
  }

  private static String value(FieldChange field) {
    if (field.from() == null || field.to() == null) {
      String one = field.from() == null ? field.to() : field.from();
      return field.field() + ": " + brief(one);
    }
    return "%s: %s -> %s".formatted(field.field(), brief(field.to()), brief(field.from()));
  }

  private static String brief(@org.jspecify.annotations.Nullable String value) {
    String line = Printable.text(value == null ? "" : value).strip().replace('\n', ' ');
    return line.length() > 40 ? line.substring(0, 37) + "..." : line;
  }
}
