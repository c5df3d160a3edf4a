package org.hactl.agent.serve;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hactl.api.EndpointView;
import org.hactl.api.EndpointView.LinkView;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.NextHop;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/** Reads from the kernel what a host has at an address. */
final class Endpoint {
  private static final String ALL = "all";

  private Endpoint() {}

  /**
   * @param listening what {@link ListeningSockets#at} says
   */
  static EndpointView look(Kernel kernel, InetAddress address, @Nullable List<String> listening) {
    List<String> holding =
        kernel.addresses().list().stream()
            .filter(each -> each.prefix().address().equals(address))
            .map(each -> each.interfaceName())
            .toList();
    return new EndpointView(
        holding,
        links(kernel),
        forwards(kernel.sysctls(), Family.of(address)),
        listening,
        gateways(kernel, Family.of(address)),
        holding.isEmpty()
            ? kernel.neighbours().find(address).map(MacAddress::toString).orElse(null)
            : null);
  }

  private static Map<String, LinkView> links(Kernel kernel) {
    Map<String, LinkView> views = new TreeMap<>();
    for (Link link : kernel.links().list()) {
      if (link.up()) {
        views.put(
            link.name(),
            new LinkView(
                link.mac().equals(MacAddress.NONE) ? "" : link.mac().toString(),
                link.mtu(),
                greater(kernel.sysctls(), link.name(), "arp_ignore"),
                greater(kernel.sysctls(), link.name(), "arp_announce"),
                greater(kernel.sysctls(), link.name(), "rp_filter")));
      }
    }
    return views;
  }

  private static int greater(Sysctls sysctls, String interfaceName, String name) {
    return Math.max(
        number(sysctls, SysctlKey.ofInterface(Family.INET, ALL, name)),
        number(sysctls, SysctlKey.ofInterface(Family.INET, interfaceName, name)));
  }

  private static boolean forwards(Sysctls sysctls, Family family) {
    return number(sysctls, SysctlKey.ofInterface(family, ALL, "forwarding")) == 1;
  }

  private static int number(Sysctls sysctls, SysctlKey key) {
    return sysctls.read(key).map(text -> Integer.parseInt(text.strip())).orElse(0);
  }

  private static List<String> gateways(Kernel kernel, Family family) {
    return kernel.routes().list().stream()
        .filter(route -> route.table() == Route.TABLE_MAIN)
        .filter(route -> route.destination().equals(InetPrefix.any(family)))
        .flatMap(Endpoint::gateways)
        .distinct()
        .toList();
  }

  private static Stream<String> gateways(Route route) {
    return Stream.concat(
            Stream.ofNullable(route.gateway()),
            route.nextHops().stream().map(NextHop::gateway).filter(Objects::nonNull))
        .map(InetAddresses::format);
  }
}
