package org.hactl.host;

/** A text that is no {@link TrackExpression}. */
public final class TrackExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int column;
  private final String expected;

  /**
   * @param column from 1; one past the end where something is missing there
   * @param found what is there instead, in words
   */
  TrackExpressionException(int column, String expected, String found) {
    super("column " + column + ": expected " + expected + ", found " + found);
    this.column = column;
    this.expected = expected;
  }

  /** Where it is wrong, from 1. */
  public int column() {
    return column;
  }

  /** What could stand there. */
  public String expected() {
    return expected;
  }
}
