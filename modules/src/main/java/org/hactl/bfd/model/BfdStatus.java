package org.hactl.bfd.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the BFD engine knows at one moment.
 *
 * @param sessions in the order of the configuration
 * @param realtimePriority the priority of the BFD thread (SCHED_RR); 0 if the system granted none
 * @param realtimeError why the system granted no real-time priority; null if it granted one
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
