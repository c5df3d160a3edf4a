package org.hactl.yaml;

/**
 * The work that reading one file or rendering one template may take: about one unit for each step,
 * character or item. Not thread-safe.
 */
public final class Budget {
  private static final long MAX_UNITS = 20_000_000;

  private long left;

  /** The budget of one file or template: about a second of work. */
  public Budget() {
    this(MAX_UNITS);
  }

  Budget(long units) {
    left = units;
  }

  /**
   * Takes units, before the work is done or the memory is allocated.
   *
   * @throws SpentException if fewer are left
   */
  public void spend(long units) {
    left = units > left ? -1 : left - units;
    if (left < 0) {
      throw new SpentException();
    }
  }

  /** The budget is used up. */
  public static final class SpentException extends RuntimeException {
    SpentException() {
      super("takes too much time or memory", null, false, false);
    }
  }
}
