package org.hactl.linux.kernel.ipvs;

import java.util.List;

/**
 * All services with their destinations, in the kernel's order.
 *
 * @param fingerprint what {@link Ipvs#fingerprint} says of this table
 */
public record IpvsTable(List<IpvsEntry> entries, long fingerprint) {
  public IpvsTable {
    entries = List.copyOf(entries);
  }
}
