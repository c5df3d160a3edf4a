package org.hactl.agent.status;

import java.util.Map;
import org.hactl.api.CapacityView;
import org.hactl.api.CapacityView.Standing;
import org.hactl.health.QuorumView;
import org.hactl.host.CapacitySpec;
import org.hactl.host.Quorum;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/** What services need of their real servers, and whether they have it. Pure. */
record CapacityViews(Map<String, QuorumView> quorums) {
  /** Null for a service for which the site says nothing. */
  @Nullable CapacityView of(VirtualServiceSpec service) {
    CapacitySpec capacity = service.capacity();
    if (capacity == null) {
      return null;
    }
    Quorum quorum = capacity.quorumOrDefault();
    QuorumView view = quorums.get(service.name());
    return view == null
        ? new CapacityView(quorum, Standing.UNKNOWN, 0, 0, quorum.all(service.realServers()))
        : new CapacityView(
            quorum, wire(view.standing()), view.sinceMillis(), view.live(), view.all());
  }

  private static Standing wire(QuorumView.Standing standing) {
    return switch (standing) {
      case REACHED -> Standing.REACHED;
      case LOST -> Standing.LOST;
      case UNKNOWN -> Standing.UNKNOWN;
    };
  }
}
