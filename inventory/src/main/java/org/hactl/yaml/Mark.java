package org.hactl.yaml;

import java.util.Objects;

/** A place in a file: line and column count from 1, columns in code points. */
public final class Mark {
  private final SourceText source;
  private final int line;
  private final int column;
  private final boolean hidden;

  Mark(SourceText source, int line, int column) {
    this(source, line, column, false);
  }

  private Mark(SourceText source, int line, int column, boolean hidden) {
    this.source = source;
    this.line = line;
    this.column = column;
    this.hidden = hidden;
  }

  /** The text that contains this place. */
  public SourceText source() {
    return source;
  }

  /** Line, from 1. */
  public int line() {
    return line;
  }

  /** Column, from 1. */
  public int column() {
    return column;
  }

  /** Offset of this place in the text, in UTF-16 units. */
  public int offset() {
    return source.offset(line, column);
  }

  /** This place, marked as a secret's: the text there is never printed. */
  public Mark hidden() {
    return new Mark(source, line, column, true);
  }

  /** The line as it may be shown: with stars from a hidden place on. */
  String shownLine() {
    String text = source.line(line);
    if (!hidden) {
      return text;
    }
    int visible =
        Math.min(
            text.length(),
            text.offsetByCodePoints(
                0, Math.min(column - 1, text.codePointCount(0, text.length()))));
    return text.substring(0, visible) + "***";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mark that
        && line == that.line
        && column == that.column
        && source.file().equals(that.source.file());
  }

  @Override
  public int hashCode() {
    return Objects.hash(source.file(), line, column);
  }

  /** {@code file:line:column}. */
  @Override
  public String toString() {
    return source.file() + ":" + line + ":" + column;
  }
}
