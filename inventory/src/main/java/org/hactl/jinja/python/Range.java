package org.hactl.jinja.python;

import java.util.AbstractList;

/** What {@code range()} yields: numbers that take no memory. */
public final class Range extends AbstractList<Object> {
  private final long from;
  private final long to;
  private final long step;
  private final int size;

  public Range(long from, long to, long step) {
    if (step == 0) {
      throw new JinjaException("the step of range() is 0");
    }
    this.from = from;
    this.to = to;
    this.step = step;
    java.math.BigInteger span =
        java.math.BigInteger.valueOf(to).subtract(java.math.BigInteger.valueOf(from));
    java.math.BigInteger steps =
        span.add(java.math.BigInteger.valueOf(step > 0 ? step - 1 : step + 1))
            .divide(java.math.BigInteger.valueOf(step));
    if (steps.bitLength() > 31) {
      throw new JinjaException("range() is too long");
    }
    size = Math.max(0, steps.intValue());
  }

  /** Python's {@code range[start:end:by]} for bounds that are in the range. */
  public Range slice(int start, int end, int by) {
    return new Range(from + start * step, from + end * step, step * by);
  }

  @Override
  public Object get(int index) {
    return from + index * step;
  }

  @Override
  public int size() {
    return size;
  }

  /** This range as Python prints it. */
  String shown() {
    return "range(" + from + ", " + to + (step == 1 ? "" : ", " + step) + ")";
  }
}
