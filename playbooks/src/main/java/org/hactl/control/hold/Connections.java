package org.hactl.control.hold;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.RealServerView;

/**
 * The connections to a real server, as IPVS counts them on all directors.
 *
 * @param flows inactive entries of UDP services: each may be a client that still sends
 * @param known whether every director has answered and could read its IPVS table
 * @param quiet whether the weight is 0 on every director, or there is no entry
 */
public record Connections(long active, long inactive, long flows, boolean known, boolean quiet) {
  private record Place(String service, String address, int port) {}

  /**
   * Of the directors, the one with the most connections counts: a backup has copies of the master's
   * where connections are synchronised.
   */
  public static Connections of(List<DrainTarget.Entry> entries) {
    Map<Place, Long> active = new HashMap<>();
    Map<Place, Long> inactive = new HashMap<>();
    Map<Place, Long> flows = new HashMap<>();
    boolean known = true;
    boolean quiet = true;
    for (DrainTarget.Entry entry : entries) {
      RealServerView server = entry.server();
      Place place = new Place(entry.service().address(), server.address(), server.port());
      Long ofActive = server.activeConnections();
      Long ofInactive = server.inactiveConnections();
      if (ofActive == null || ofInactive == null) {
        known = false;
        continue;
      }
      quiet &= server.weight() == null || server.weight() == 0;
      active.merge(place, ofActive, Math::max);
      inactive.merge(place, ofInactive, Math::max);
      if (entry.countsInactive()) {
        flows.merge(place, ofInactive, Math::max);
      }
    }
    return new Connections(sum(active), sum(inactive), sum(flows), known, quiet);
  }

  /** The same, when a director has not answered: it may have the connections. */
  public Connections unknown() {
    return new Connections(active, inactive, flows, false, quiet);
  }

  private static long sum(Map<Place, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Whether no client uses the real server any more.
   *
   * @param untilEmpty whether entries of closed connections count as well
   */
  public boolean gone(boolean untilEmpty) {
    return known && quiet && active == 0 && (untilEmpty ? inactive : flows) == 0;
  }

  public String text() {
    return known
        ? "%d active, %d inactive connections".formatted(active, inactive)
        : "an unknown number of connections (a director does not answer, or cannot read them)";
  }
}
