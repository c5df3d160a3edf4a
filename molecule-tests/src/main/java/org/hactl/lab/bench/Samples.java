package org.hactl.lab.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Figures of one kind, in one unit. */
final class Samples {
  private final double[] sorted;

  private Samples(double[] sorted) {
    this.sorted = sorted;
  }

  static Samples of(Collection<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  int count() {
    return sorted.length;
  }

  double median() {
    return percentile(50);
  }

  double max() {
    return percentile(100);
  }

  /** The percentile by nearest rank: 50 is the median. NaN without values. */
  double percentile(double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  /** Shown with two decimals. */
  static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
