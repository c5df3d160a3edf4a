package org.hactl.linux.kernel.ipvs;

import java.util.List;
import org.hactl.linux.kernel.BatchResult;

/**
 * The kernel's layer 4 load balancer. Every method loads IPVS if it is a module, and throws {@link
 * IpvsUnavailableException} if this kernel has no IPVS.
 */
public interface Ipvs {
  IpvsVersion version();

  IpvsTable table();

  /** All services with their destinations, services in the kernel's order. */
  default List<IpvsEntry> list() {
    return table().entries();
  }

  /**
   * The destinations of one service, by one question; none if there is no such service. From any
   * thread.
   */
  default List<IpvsDestination> destinations(IpvsServiceKey key) {
    return list().stream()
        .filter(each -> each.service().key().equals(key))
        .flatMap(each -> each.destinations().stream())
        .toList();
  }

  /**
   * A hash of the services and destinations, without counters and connections: it changes only if
   * they do. Suited to frequent calls: it allocates little.
   */
  long fingerprint();

  /** The counters of all services and destinations. */
  List<IpvsStatistics> statistics();

  /** How long the table keeps entries of connections without packets. */
  IpvsTimeouts timeouts();

  /**
   * Sets these timeouts; one of 0 stays as it is. Entries that exist keep theirs until a packet.
   */
  void timeouts(IpvsTimeouts wanted);

  /**
   * Applies changes in their order, with as few system calls as possible. The kernel loads a
   * scheduler's module by itself.
   */
  BatchResult apply(List<IpvsChange> changes);

  /** The running threads that synchronize connections. */
  List<IpvsSyncDaemon> syncDaemons();

  /**
   * Starts a thread.
   *
   * @throws org.hactl.linux.kernel.LinuxException if one of this role runs already (EEXIST), or the
   *     interface does not exist (ENODEV)
   */
  void startSync(IpvsSyncDaemon daemon);

  /** Ends the thread of a role; does nothing if none runs. */
  void stopSync(IpvsSyncDaemon.Role role);
}
