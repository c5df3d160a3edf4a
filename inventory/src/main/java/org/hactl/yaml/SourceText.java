package org.hactl.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file's text, cut into lines exactly as the YAML parser counts them. */
public final class SourceText {
  private final Path file;
  private final String text;
  private final List<Integer> starts = new ArrayList<>();

  /**
   * The text of a file; the file need not exist, for instance if a value came from the command
   * line.
   */
  public SourceText(Path file, String text) {
    this.file = file;
    this.text = text;
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      if (breaksLine(i)) {
        starts.add(i + 1);
      }
    }
  }

  /** The file, as it was named. */
  public Path file() {
    return file;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** How many lines there are; an empty text has one. */
  public int lines() {
    return starts.size();
  }

  /** A place in this text; both numbers count from 1, columns in code points. */
  public Mark at(int line, int column) {
    return new Mark(this, line, column);
  }

  /** The place of an offset in UTF-16 units. */
  public Mark atOffset(int offset) {
    int bounded = Math.clamp(offset, 0, text.length());
    int line = lineOf(bounded);
    return at(line, text.codePointCount(starts.get(line - 1), bounded) + 1);
  }

  /** The text of a line without its line break; empty if there is no such line. */
  public String line(int line) {
    if (line < 1 || line > starts.size()) {
      return "";
    }
    int end = line < starts.size() ? starts.get(line) - 1 : text.length();
    int start = starts.get(line - 1);
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, Math.max(start, end));
  }

  /** The offset in UTF-16 units of a place in this text. */
  public int offset(int line, int column) {
    int at = line > starts.size() ? text.length() : starts.get(line - 1);
    for (int i = 1; i < column && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private int lineOf(int offset) {
    int low = 0;
    int high = starts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  }

  private boolean breaksLine(int i) {
    return switch (text.charAt(i)) {
      case '\n', '\u0085', '\u2028', '\u2029' -> true;
      case '\r' -> i + 1 == text.length() || text.charAt(i + 1) != '\n';
      default -> false;
    };
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
