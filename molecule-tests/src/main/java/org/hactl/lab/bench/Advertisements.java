package org.hactl.lab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The advertisements of one router, in the order in which the capture has them. */
record Advertisements(List<Heard.HeardAdvertisement> all) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** The least number of the other director's advertisements between two takeovers. */
  private static final int MIN_OTHERS_BETWEEN = 3;

  static Advertisements of(List<Heard> heard, int virtualRouterId) {
    return new Advertisements(
        heard.stream()
            .filter(Heard.HeardAdvertisement.class::isInstance)
            .map(Heard.HeardAdvertisement.class::cast)
            .filter(each -> each.virtualRouterId() == virtualRouterId)
            .toList());
  }

  private Advertisements from(String source) {
    return new Advertisements(all.stream().filter(each -> each.source().equals(source)).toList());
  }

  /** How many milliseconds later than the interval each of a director's advertisements came. */
  Samples latenessMillis(String source, Duration interval) {
    List<Double> late = new ArrayList<>();
    List<Heard.HeardAdvertisement> sent = from(source).all;
    for (int i = 1; i < sent.size(); i++) {
      long gap = sent.get(i).atNanos() - sent.get(i - 1).atNanos();
      late.add(Math.max(0, gap - interval.toNanos()) / NANOS_PER_MILLI);
    }
    return Samples.of(late);
  }

  /** How often a director started advertising while another was master. */
  int takeovers(String source) {
    int takeovers = 0;
    int others = MIN_OTHERS_BETWEEN;
    for (Heard.HeardAdvertisement each : all) {
      if (!each.source().equals(source)) {
        others++;
      } else {
        takeovers += others >= MIN_OTHERS_BETWEEN ? 1 : 0;
        others = 0;
      }
    }
    return takeovers;
  }

  /** Milliseconds from a moment to a director's next advertisement; NaN if there is no next one. */
  double millisToNext(String source, long sinceNanos) {
    return from(source).all.stream()
        .filter(each -> each.atNanos() > sinceNanos)
        .mapToDouble(each -> (each.atNanos() - sinceNanos) / NANOS_PER_MILLI)
        .findFirst()
        .orElse(Double.NaN);
  }

  static String latenessText(Samples late) {
    return String.format(
        Locale.ROOT,
        "%d advertisements, late by p50 %.2f p99 %.2f p99.9 %.2f max %.2f ms",
        late.count(),
        late.median(),
        late.percentile(99),
        late.percentile(99.9),
        late.max());
  }
}
