package org.hactl.vrrp.engine;

import java.util.EnumMap;
import java.util.Map;
import org.hactl.vrrp.model.RejectReason;

/** Counts by reason. */
final class RejectCounters {
  private final long[] counts = new long[RejectReason.values().length];

  void count(RejectReason reason) {
    count(reason, 1);
  }

  void count(RejectReason reason, long times) {
    counts[reason.ordinal()] += times;
  }

  /** Those that were ever counted. */
  Map<RejectReason, Long> seen() {
    Map<RejectReason, Long> seen = new EnumMap<>(RejectReason.class);
    for (RejectReason reason : RejectReason.values()) {
      if (counts[reason.ordinal()] > 0) {
        seen.put(reason, counts[reason.ordinal()]);
      }
    }
    return seen;
  }
}
