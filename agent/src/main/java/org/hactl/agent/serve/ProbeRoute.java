package org.hactl.agent.serve;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.hactl.module.rule.OwnTables;

/**
 * A route to a VIP that avoids the director that holds the VIP: a rule for the packets of one local
 * port, and a table with one route through a real server. Only hactl uses the number of this table,
 * so that it finds a rule that a crash left.
 */
public record ProbeRoute(Route route, Rule rule) {
  private static final int TABLE = OwnTables.PROBE;
  private static final int PRIORITY = 112;
  private static final int TCP = 6;

  /**
   * Pure.
   *
   * @param addresses of this host
   * @throws ProbeRefused if the real server is on no network of this host
   */
  static ProbeRoute plan(
      List<InterfaceAddress> addresses, InetAddress vip, InetAddress realServer, int localPort)
      throws ProbeRefused {
    String interfaceName =
        addresses.stream()
            .filter(each -> each.prefix().contains(realServer))
            .map(InterfaceAddress::interfaceName)
            .findFirst()
            .orElseThrow(() ->
                new ProbeRefused(
                    "no interface of this host is on the network of "
                        + InetAddresses.format(realServer)));
    InetPrefix onlyVip = InetPrefix.host(vip);
    return new ProbeRoute(
        Route.unicast(onlyVip, realServer, interfaceName).withTable(TABLE),
        Rule.lookup(Family.of(vip), PRIORITY, TABLE)
            .withTo(onlyVip)
            .withSourcePorts(TCP, new PortRange(localPort, localPort)));
  }

  boolean add(Kernel kernel) {
    kernel.routes().replace(route);
    kernel.rules().add(rule);
    return true;
  }

  /** Removes the rules and routes of all probes; returns whether there were any. */
  public static boolean removeAll(Kernel kernel) {
    return OwnTables.clear(kernel, TABLE);
  }
}
