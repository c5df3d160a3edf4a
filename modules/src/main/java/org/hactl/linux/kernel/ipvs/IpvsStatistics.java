package org.hactl.linux.kernel.ipvs;

import java.net.InetAddress;
import java.util.List;

/** The counters of a virtual service and its real servers. */
public record IpvsStatistics(
    IpvsServiceKey service, IpvsCounters counters, List<OfDestination> destinations) {
  public IpvsStatistics {
    destinations = List.copyOf(destinations);
  }

  /** The weight and the counters of a real server, and how many connections it has now. */
  public record OfDestination(
      InetAddress address,
      int port,
      int weight,
      long activeConnections,
      long inactiveConnections,
      long persistentConnections,
      IpvsCounters counters) {}
}
