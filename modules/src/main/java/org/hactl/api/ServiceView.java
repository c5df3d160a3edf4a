package org.hactl.api;

import java.util.List;
import org.hactl.host.ServiceNeed;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service.
 *
 * @param address in the form {@code 192.168.0.254:80/tcp}
 * @param persistence how clients stay with their real server; null if they do not, or the agent is
 *     older
 * @param quorum how many healthy real servers a tracker of this host wants; 0 if none does, or the
 *     agent is older
 * @param capacity how its own quorum stands; null if the site says nothing about it, or the agent
 *     is older
 * @param waitsFor the virtual router without whose role IPVS has no such service now, because the
 *     host is itself a real server; null if it has it, or the agent is older
 */
public record ServiceView(
    String name,
    String address,
    String scheduler,
    String forward,
    List<RealServerView> realServers,
    @Nullable PersistenceView persistence,
    int quorum,
    @Nullable CapacityView capacity,
    @Nullable String waitsFor) {
  /** A service that IPVS has. */
  public ServiceView(
      String name,
      String address,
      String scheduler,
      String forward,
      List<RealServerView> realServers,
      @Nullable PersistenceView persistence,
      int quorum,
      @Nullable CapacityView capacity) {
    this(name, address, scheduler, forward, realServers, persistence, quorum, capacity, null);
  }

  /** A service without an own quorum. */
  public ServiceView(
      String name,
      String address,
      String scheduler,
      String forward,
      List<RealServerView> realServers,
      @Nullable PersistenceView persistence,
      int quorum) {
    this(name, address, scheduler, forward, realServers, persistence, quorum, null);
  }

  /** A service of which no tracker wants a number of real servers. */
  public ServiceView(
      String name,
      String address,
      String scheduler,
      String forward,
      List<RealServerView> realServers,
      @Nullable PersistenceView persistence) {
    this(name, address, scheduler, forward, realServers, persistence, 0);
  }

  /** Likewise, without persistence. */
  public ServiceView(
      String name,
      String address,
      String scheduler,
      String forward,
      List<RealServerView> realServers) {
    this(name, address, scheduler, forward, realServers, null);
  }

  /** What trackers and its own quorum need of its real servers. */
  public ServiceNeed need() {
    ServiceNeed byTrackers = new ServiceNeed(quorum, 0);
    return capacity == null ? byTrackers : byTrackers.and(capacity.need());
  }

  /** Whether the service listens on this VIP, given without its prefix length. */
  public boolean isAt(String vip) {
    return address.startsWith(vip + ":") || address.startsWith("[" + vip + "]:");
  }

  /**
   * Clients stay with their real server for a while.
   *
   * @param millis since the client's last connection
   * @param leavesQuiescent whether a client leaves a real server of weight 0 at its next connection
   *     ({@code net.ipv4.vs.expire_quiescent_template}); null if the parameter could not be read
   * @param prefix how many leading bits of a client's address count; null for all of them
   * @param engine {@code sip}; null for addresses
   */
  public record PersistenceView(
      long millis,
      @Nullable Boolean leavesQuiescent,
      @Nullable Integer prefix,
      @Nullable String engine) {
    /** Each address is a client. */
    public PersistenceView(long millis, @Nullable Boolean leavesQuiescent) {
      this(millis, leavesQuiescent, null, null);
    }
  }
}
