package org.hactl.yaml;

import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An error or warning about a file.
 *
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in code points; 0 for the file as a whole
 * @param message what is wrong, in one line
 * @param suggestion the words to put after "did you mean"
 * @param sourceLine the line with the problem, secrets hidden; empty for the file as a whole
 */
public record Problem(
    Path file, int line, int column, String message, @Nullable String suggestion, String sourceLine)
    implements Comparable<Problem> {

  private static final int MAX_WIDTH = 160;
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::message);

  /** A problem at a place. */
  public static Problem at(Mark mark, String message, @Nullable String suggestion) {
    return new Problem(
        mark.source().file(),
        mark.line(),
        mark.column(),
        printable(message),
        suggestion == null ? null : printable(suggestion),
        printable(mark.shownLine()));
  }

  /** A problem with a file as a whole. */
  public static Problem in(Path file, String message, @Nullable String suggestion) {
    return new Problem(file, 0, 0, printable(message), suggestion, "");
  }

  /** The text: {@code file:line:column: message}, the line, a caret below it, the suggestion. */
  String render() {
    StringBuilder out = new StringBuilder(printable(file.toString()));
    if (line > 0) {
      out.append(':').append(line).append(':').append(column);
    }
    out.append(": ").append(message);
    if (!sourceLine.isBlank()) {
      int before = Math.min(column - 1, sourceLine.codePointCount(0, sourceLine.length()));
      int from =
          before < MAX_WIDTH - 20 ? 0 : sourceLine.offsetByCodePoints(0, before - MAX_WIDTH / 2);
      String shown = sourceLine.substring(from);
      if (shown.codePointCount(0, shown.length()) > MAX_WIDTH) {
        shown = shown.substring(0, shown.offsetByCodePoints(0, MAX_WIDTH)) + " ...";
      }
      int caret = before - sourceLine.codePointCount(0, from);
      out.append("\n    ").append(shown.stripTrailing());
      out.append("\n    ").append(" ".repeat(caret)).append('^');
    }
    if (suggestion != null) {
      out.append("\n    did you mean ").append(suggestion).append('?');
    }
    return out.toString();
  }

  /**
   * Replaces control characters, so that a hostile file cannot control the terminal; a tab takes
   * one column.
   */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\t' || c == '\n') {
            out.append(' ');
          } else if (Character.isISOControl(c)
              || Character.getType(c) == Character.FORMAT
              || Character.getType(c) == Character.SURROGATE) {
            out.append('\uFFFD');
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  @Override
  public int compareTo(Problem other) {
    return BY_PLACE.compare(this, other);
  }

  @Override
  public String toString() {
    return render();
  }
}
