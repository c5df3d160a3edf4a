package org.hactl.vrrp.model;

import org.jspecify.annotations.Nullable;

/**
 * What everything that a router tracks comes to.
 *
 * @param priorityOffset added to its priority, which stays within 1 and 254 then; an owner's (255)
 *     never changes
 * @param fault what keeps the router in FAULT, in words; null for nothing
 */
public record TrackVerdict(int priorityOffset, @Nullable String fault) {
  public static final TrackVerdict FINE = new TrackVerdict(0, null);
}
