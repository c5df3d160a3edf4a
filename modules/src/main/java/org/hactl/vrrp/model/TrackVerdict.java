package org.hactl.vrrp.model;

import org.jspecify.annotations.Nullable;

/**
 * The combined result of everything that a router tracks.
 *
 * @param priorityOffset added to its priority; the sum is limited to 1 to 254, and an owner's
 *     priority (255) never changes
 * @param fault what keeps the router in FAULT, in words; null for nothing
 * @param rank by the health of its virtual services
 */
public record TrackVerdict(int priorityOffset, @Nullable String fault, ServiceRank rank) {
  public static final TrackVerdict FINE = new TrackVerdict(0, null);

  /** A verdict with the full rank: the health of the virtual services lowers nothing. */
  public TrackVerdict(int priorityOffset, @Nullable String fault) {
    this(priorityOffset, fault, ServiceRank.FULL);
  }

  public TrackVerdict with(ServiceRank changed) {
    return new TrackVerdict(priorityOffset, fault, changed);
  }
}
