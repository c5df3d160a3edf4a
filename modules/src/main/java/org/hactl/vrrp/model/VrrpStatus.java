package org.hactl.vrrp.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of the VRRP engine at one moment.
 *
 * @param routers in the order of the configuration
 * @param realtimePriority of the VRRP thread (SCHED_RR); 0 if the system did not grant one
 * @param realtimeError why the system did not grant it, or null
 * @param unassigned how many packets were rejected before a router was found for them, by reason
 * @param stalls how often this process stood still for more than the shortest interval
 * @param maxStall the longest of these
 */
public record VrrpStatus(
    List<RouterStatus> routers,
    int realtimePriority,
    @Nullable String realtimeError,
    Map<RejectReason, Long> unassigned,
    long stalls,
    Duration maxStall) {
  public VrrpStatus {
    routers = List.copyOf(routers);
    unassigned = Map.copyOf(unassigned);
  }
}
