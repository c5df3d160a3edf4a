package org.hactl.agent.passing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.hactl.linux.net.TransportProtocol;
import org.hactl.module.address.AddressResource;
import org.hactl.module.rule.OwnTables;

/**
 * With what a host takes packets for a VIP that it does not have: a local route in a table of its
 * own, and a rule for each protocol of the services, for packets that come in where the other
 * directors reach this host.
 *
 * <p>The host still does not answer ARP or Neighbour Discovery for the VIP. Before the kernel
 * answers ARP, it looks for a local route to the VIP as if for a packet without a protocol, and the
 * rules are for packets with one. It answers Neighbour Discovery for addresses only, and this is
 * none.
 *
 * @param way the address of this host to which the packets are sent
 */
record TakingRoute(String vip, String way, Route route, List<Rule> rules) {
  /** Before rules of others, which might lead packets to the VIP elsewhere. */
  private static final int PRIORITY = 3;

  TakingRoute {
    rules = List.copyOf(rules);
  }

  /**
   * For each VIP of the services of a virtual router. A VIP for which this host has no address of
   * the same family is left out.
   *
   * @param addresses of this host
   */
  static List<TakingRoute> plan(
      HostState state, VirtualRouterSpec router, List<InterfaceAddress> addresses) {
    SortedMap<String, SortedSet<TransportProtocol>> vips = new TreeMap<>();
    for (VirtualServiceSpec service : state.virtualServices()) {
      // A director that is itself a real server has it in IPVS only as master.
      if (service.mark() == null
          && !service.onMasterOnly()
          && router.name().equals(service.virtualRouter())) {
        vips.computeIfAbsent(service.address(), _ -> new TreeSet<>())
            .add(TransportProtocol.parse(service.protocol()));
      }
    }
    Set<InetAddress> held = new HashSet<>();
    state.virtualRouters().forEach(each -> held(each).forEach(it -> held.add(it.address())));
    List<TakingRoute> routes = new ArrayList<>();
    vips.forEach((vip, protocols) ->
        way(InetAddresses.parse(vip), router, addresses, held)
            .ifPresent(way -> routes.add(of(vip, way, protocols))));
    return routes;
  }

  private static TakingRoute of(
      String vip, InterfaceAddress way, SortedSet<TransportProtocol> protocols) {
    InetPrefix only = InetPrefix.host(InetAddresses.parse(vip));
    boolean scoped = only.family() == Family.INET;
    Route route =
        Route.builder(only)
            .table(OwnTables.PASSED)
            .interfaceName("lo")
            .scope(scoped ? Scope.HOST : Scope.GLOBAL)
            .type(RouteType.LOCAL)
            .protocol(RouteProtocol.HACTL)
            .build();
    List<Rule> rules =
        protocols.stream()
            .map(protocol ->
                Rule.builder(only.family(), PRIORITY)
                    .to(only)
                    .incomingInterface(way.interfaceName())
                    .ipProtocol(protocol.code())
                    .table(OwnTables.PASSED)
                    .protocol(RouteProtocol.HACTL)
                    .build())
            .toList();
    return new TakingRoute(vip, InetAddresses.format(way.prefix().address()), route, rules);
  }

  private static List<InetPrefix> held(VirtualRouterSpec router) {
    return router.held().stream()
        .filter(AddressResource.class::isInstance)
        .map(each -> ((AddressResource) each).inKernel().prefix())
        .toList();
  }

  /** The address by which the other directors reach this host, where it would have the VIP. */
  private static Optional<InterfaceAddress> way(
      InetAddress vip,
      VirtualRouterSpec router,
      List<InterfaceAddress> addresses,
      Set<InetAddress> held) {
    Set<String> interfaces = new HashSet<>(Set.of(router.interfaceName()));
    router.held().stream()
        .filter(AddressResource.class::isInstance)
        .map(AddressResource.class::cast)
        .filter(each -> each.inKernel().prefix().address().equals(vip))
        .forEach(each -> interfaces.add(each.interfaceName()));
    Comparator<InterfaceAddress> nearest =
        Comparator.comparing((InterfaceAddress each) -> !each.prefix().contains(vip))
            .thenComparing(each -> each.interfaceName().equals(router.interfaceName()))
            .thenComparing(InterfaceAddress::isSecondary);
    return addresses.stream()
        .filter(each -> interfaces.contains(each.interfaceName()))
        .filter(each -> each.prefix().family() == Family.of(vip))
        .filter(each -> each.scope().equals(Scope.GLOBAL))
        .filter(each -> !each.flags().contains(AddressFlag.TENTATIVE))
        .filter(each -> !each.flags().contains(AddressFlag.DADFAILED))
        .filter(each -> !held.contains(each.prefix().address()))
        .min(nearest);
  }
}
