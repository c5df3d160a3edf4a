package org.hactl.counters;

import java.util.EnumMap;
import java.util.Map;

/** One counter for each constant of an enum. Counting allocates nothing; for one thread. */
public final class EnumCounters<E extends Enum<E>> {
  private final Class<E> type;
  private final E[] constants;
  private final long[] counts;

  public EnumCounters(Class<E> type) {
    this.type = type;
    this.constants = type.getEnumConstants();
    this.counts = new long[constants.length];
  }

  /** Adds one. */
  public void count(E constant) {
    count(constant, 1);
  }

  /** Adds a number. */
  public void count(E constant, long times) {
    counts[constant.ordinal()] += times;
  }

  /** The counters that are not zero. */
  public Map<E, Long> nonZero() {
    Map<E, Long> nonZero = new EnumMap<>(type);
    for (E constant : constants) {
      if (counts[constant.ordinal()] > 0) {
        nonZero.put(constant, counts[constant.ordinal()]);
      }
    }
    return nonZero;
  }
}
