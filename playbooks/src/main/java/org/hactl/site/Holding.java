package org.hactl.site;

import java.util.List;
import java.util.stream.Stream;

/**
 * What comes and goes with the role of master.
 *
 * @param addresses the VIPs that are advertised
 * @param excluded VIPs that are not, of either family
 * @param accept whether this host answers at the VIPs itself, beside its virtual services
 */
public record Holding(List<HeldAddress> addresses, List<HeldAddress> excluded, boolean accept) {
  public Holding {
    addresses = List.copyOf(addresses);
    excluded = List.copyOf(excluded);
  }

  /** All VIPs, advertised or not. */
  Stream<HeldAddress> all() {
    return Stream.concat(addresses.stream(), excluded.stream());
  }
}
