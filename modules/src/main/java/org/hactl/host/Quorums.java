package org.hactl.host;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What services need of their real servers, by their own quorum and by trackers. Pure. */
public final class Quorums {
  private Quorums() {}

  /** The need of each service that has one, by the name of the service. */
  public static Map<String, ServiceNeed> of(Collection<HostState> states) {
    Map<String, ServiceNeed> needs = new TreeMap<>();
    for (HostState state : states) {
      ofTrackers(state)
          .forEach((service, quorum) ->
              needs.merge(service, new ServiceNeed(quorum, 0), ServiceNeed::and));
      for (VirtualServiceSpec service : state.virtualServices()) {
        Quorum own = service.capacityOrNone().quorum();
        if (own != null) {
          needs.merge(service.name(), ServiceNeed.of(own), ServiceNeed::and);
        }
      }
    }
    return needs;
  }

  /** The greatest number of real servers that a tracker of this host wants, by the service. */
  public static Map<String, Integer> ofTrackers(HostState state) {
    Map<String, Integer> quorums = new TreeMap<>();
    for (TrackerSpec tracker : state.vrrp().trackers()) {
      if (tracker instanceof TrackerSpec.Service service && service.quorum() > 0) {
        quorums.merge(service.service(), service.quorum(), Math::max);
      }
    }
    return quorums;
  }
}
