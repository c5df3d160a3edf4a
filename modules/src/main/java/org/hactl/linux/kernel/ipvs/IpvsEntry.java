package org.hactl.linux.kernel.ipvs;

import java.util.List;

/** A virtual service with its real servers, ordered by address and port. */
public record IpvsEntry(IpvsService service, List<IpvsDestination> destinations) {
  public IpvsEntry {
    destinations = destinations.stream().sorted(IpvsDestination.ORDER).toList();
  }
}
