package org.hactl.host;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** How many healthy real servers the trackers of directors want for a service. Pure. */
public final class Quorums {
  private Quorums() {}

  /** The greatest quorum of each service that has one, by the name of the service. */
  public static Map<String, Integer> of(Collection<HostState> states) {
    Map<String, Integer> quorums = new TreeMap<>();
    for (HostState state : states) {
      for (TrackerSpec tracker : state.vrrp().trackers()) {
        if (tracker instanceof TrackerSpec.Service service) {
          quorums.merge(service.service(), service.quorum(), Math::max);
        }
      }
    }
    return quorums;
  }
}
