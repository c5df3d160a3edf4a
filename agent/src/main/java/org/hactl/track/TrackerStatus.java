package org.hactl.track;

import java.util.List;

/**
 * A tracker at one moment.
 *
 * @param kind {@code script}, {@code file} … as in the site
 * @param value {@code true}, {@code false}, {@code unknown}, or a file's number
 * @param sinceMillis since when the value is the same, as the wall clock counts now, since the
 *     epoch; 0 if no router uses the tracker
 * @param detail why the tracker has this value, in words
 * @param usedBy routers and sync groups, by name
 */
public record TrackerStatus(
    String name, String kind, String value, long sinceMillis, String detail, List<String> usedBy) {
  public TrackerStatus {
    usedBy = List.copyOf(usedBy);
  }
}
