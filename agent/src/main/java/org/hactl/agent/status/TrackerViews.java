package org.hactl.agent.status;

import java.util.List;
import org.hactl.api.HostStatus.TrackerView;
import org.hactl.track.TrackerStatus;

/** What is tracked, as it is shown. Pure. */
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
