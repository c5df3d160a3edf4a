package org.hactl.module.address;

import java.util.Collection;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.module.Owned;

/**
 * Which addresses hactl added, by their protocol number.
 *
 * @param known whether the kernel reports these numbers (since Linux 5.18)
 */
public record AddressTags(boolean known) {
  /** The kernel reports them if one address has one: it names itself for the loopback's. */
  public static AddressTags of(Collection<InterfaceAddress> found) {
    return new AddressTags(found.stream().anyMatch(address -> address.protocol() != 0));
  }

  public static boolean isTagged(InterfaceAddress found) {
    return found.protocol() == RouteProtocol.HACTL.value();
  }

  /** Whether hactl added the address that the journal's entry is about, as far as is known. */
  public boolean isOurs(Owned entry, InterfaceAddress now) {
    return !entry.tagged() || !known || isTagged(now);
  }
}
