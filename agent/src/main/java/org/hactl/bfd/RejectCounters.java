package org.hactl.bfd;

import java.util.EnumMap;
import java.util.Map;

/** Counts by reason. */
final class RejectCounters {
  private final long[] counts = new long[BfdRejectReason.values().length];

  void count(BfdRejectReason reason) {
    counts[reason.ordinal()]++;
  }

  /** Those that were ever counted. */
  Map<BfdRejectReason, Long> seen() {
    Map<BfdRejectReason, Long> seen = new EnumMap<>(BfdRejectReason.class);
    for (BfdRejectReason reason : BfdRejectReason.values()) {
      if (counts[reason.ordinal()] > 0) {
        seen.put(reason, counts[reason.ordinal()]);
      }
    }
    return seen;
  }
}
