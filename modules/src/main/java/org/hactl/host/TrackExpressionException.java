package org.hactl.host;

/** A text that is not a {@link TrackExpression}. */
public final class TrackExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int column;
  private final String expected;

  /**
   * @param column from 1; one past the end if the text ends too early
   * @param found the words in that place
   */
  TrackExpressionException(int column, String expected, String found) {
    super("column " + column + ": expected " + expected + ", found " + found);
    this.column = column;
    this.expected = expected;
  }

  /** The column of the error, from 1. */
  int column() {
    return column;
  }

  /** What the text should have in that column. */
  String expected() {
    return expected;
  }
}
