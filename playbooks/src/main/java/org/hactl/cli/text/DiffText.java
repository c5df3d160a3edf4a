package org.hactl.cli.text;

import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.control.cost.Cost;
import org.hactl.module.FieldChange;
import org.jspecify.annotations.Nullable;

/**
 * Changes as a diff: {@code +} created, {@code ~} altered, {@code -} removed, {@code !} run. Below
 * each change are the fields that differ.
 *
 * @param whole whether the diff also shows fields at their defaults, and every line of long values
 */
public record DiffText(boolean colours, boolean whole) {
  private static final int MAX_VALUE_WIDTH = 100;

  public String of(List<ChangeView> changes) {
    return of(changes, List.of());
  }

  /**
   * @param costs what some of the changes do to traffic, which is shown below them
   */
  public String of(List<ChangeView> changes, List<Cost> costs) {
    StringBuilder text = new StringBuilder();
    changes.forEach(change ->
        append(
            change,
            costs.stream().filter(each -> each.change().equals(change.id())).toList(),
            text));
    return text.toString();
  }

  public String line(ChangeView change) {
    String line = sign(change) + " " + change.id();
    return switch (change.action()) {
      case CREATE -> Colour.GREEN.paint(line, colours);
      case UPDATE, RUN -> Colour.YELLOW.paint(line, colours);
      case DELETE -> Colour.RED.paint(line, colours);
    };
  }

  private void append(ChangeView change, List<Cost> costs, StringBuilder text) {
    text.append("  ").append(line(change)).append('\n');
    costs.forEach(cost ->
        text.append("      ")
            .append(
                (cost.effect().interrupts() ? Colour.RED : Colour.BOLD)
                    .paint("traffic: " + Printable.text(cost.text()), colours))
            .append('\n'));
    for (FieldChange field : change.fields()) {
      if (field.atDefault() && !whole) {
        continue;
      }
      if (whole && (manyLines(field.from()) || manyLines(field.to()))) {
        appendLines(field, text);
      } else {
        text.append("      ").append(field.field()).append(": ").append(values(field)).append('\n');
      }
    }
    long left = whole ? 0 : change.fields().stream().filter(FieldChange::atDefault).count();
    if (left > 0) {
      text.append("      (%d more with their defaults; --diff shows all)\n".formatted(left));
    }
  }

  private static String sign(ChangeView change) {
    return switch (change.action()) {
      case CREATE -> "+";
      case UPDATE -> "~";
      case DELETE -> "-";
      case RUN -> "!";
    };
  }

  private static String values(FieldChange field) {
    if (field.from() == null) {
      return brief(field.to());
    }
    return brief(field.from()) + " -> " + (field.to() == null ? "(none)" : brief(field.to()));
  }

  private void appendLines(FieldChange field, StringBuilder text) {
    text.append("      ").append(field.field()).append(":\n");
    lines(field.from()).forEach(line -> paint("- " + line, Colour.RED, text));
    lines(field.to()).forEach(line -> paint("+ " + line, Colour.GREEN, text));
  }

  private void paint(String line, Colour colour, StringBuilder text) {
    text.append("        ").append(colour.paint(line, colours)).append('\n');
  }

  private static List<String> lines(@Nullable String value) {
    return value == null ? List.of() : Printable.text(value).lines().toList();
  }

  private static boolean manyLines(@Nullable String value) {
    return value != null && value.strip().indexOf('\n') >= 0;
  }

  private static String brief(@Nullable String value) {
    if (value == null) {
      return "(none)";
    }
    List<String> lines = Printable.text(value).lines().toList();
    String first = lines.isEmpty() ? "(empty)" : lines.getFirst();
    String cut =
        first.length() > MAX_VALUE_WIDTH ? first.substring(0, MAX_VALUE_WIDTH) + "..." : first;
    return lines.size() > 1
        ? "%s ... (%d lines; --diff shows all)".formatted(cut, lines.size())
        : cut;
  }
}
