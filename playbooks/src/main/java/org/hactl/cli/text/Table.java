package org.hactl.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A table whose columns are as wide as their content, up to a limit: beside one cell of a megabyte,
 * thousands of rows would take all memory.
 */
final class Table {
  private static final int MAX_WIDTH = 200;

  private final List<List<String>> rows = new ArrayList<>();

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table as text: one line for each row, each after {@code indent}, no spaces at its end. */
  String text(String indent) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], Math.min(MAX_WIDTH, row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        int padding = Math.max(0, widths[i] - row.get(i).length()) + 2;
        line.append(row.get(i)).append(" ".repeat(padding));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
