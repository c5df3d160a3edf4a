package org.hactl.bfd.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the BFD engine knows at one moment.
 *
 * @param sessions in the order of the configuration
 * @param realtimePriority of the BFD thread (SCHED_RR); 0 when the system did not grant one
 * @param realtimeError what the system answered then, or null
 * @param unassigned packets rejected before a session could be found for them, by reason
 */
public record BfdStatus(
    List<BfdSessionStatus> sessions,
    int realtimePriority,
    @Nullable String realtimeError,
    Map<BfdRejectReason, Long> unassigned) {
  public BfdStatus {
    sessions = List.copyOf(sessions);
    unassigned = Map.copyOf(unassigned);
  }
}
