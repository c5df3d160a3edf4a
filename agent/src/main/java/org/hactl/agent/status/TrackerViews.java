package org.hactl.agent.status;

import java.util.List;
import org.hactl.api.HostStatus.TrackerView;
import org.hactl.track.TrackerStatus;

/** Makes the list of trackers for the host's status. Pure. */
final class TrackerViews {
  private TrackerViews() {}

  static List<TrackerView> of(List<TrackerStatus> trackers) {
    return trackers.stream()
        .map(each ->
            new TrackerView(
                each.name(),
                each.kind(),
                each.value(),
                each.sinceMillis(),
                each.detail(),
                each.usedBy()))
        .toList();
  }
}
