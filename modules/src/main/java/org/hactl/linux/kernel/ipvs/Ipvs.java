package org.hactl.linux.kernel.ipvs;

import java.util.List;
import org.hactl.linux.kernel.BatchResult;

/**
 * The kernel's layer 4 load balancer. Every method loads IPVS if it is there as a module, and
 * throws {@link IpvsUnavailableException} if this kernel has none.
 */
public interface Ipvs {
  IpvsVersion version();

  /** All services with their destinations, services in the kernel's order. */
  List<IpvsEntry> list();

  /**
   * A number that stays the same as long as services and destinations do; counters and numbers of
   * connections are left out. For asking often: it leaves little behind to be cleaned up.
   */
  long fingerprint();

  /** The counters of all services and destinations. */
  List<IpvsStatistics> statistics();

  /**
   * Applies changes in their order, in as few system calls as they fit in. The kernel loads a
   * scheduler's module by itself.
   */
  BatchResult apply(List<IpvsChange> changes);
}
