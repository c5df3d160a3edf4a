package org.hactl.module.route;

import java.net.InetAddress;
import org.hactl.linux.Family;
import org.hactl.linux.InetAddresses;
import org.hactl.linux.InetPrefix;
import org.hactl.linux.Route;
import org.hactl.linux.RouteProtocol;
import org.hactl.linux.RouteType;
import org.hactl.linux.Scope;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A static route. Destination, metric and table are its identity.
 *
 * @param destination a network, or {@code default}, of the gateway's family then
 * @param via the gateway, null for what is on the link
 * @param interfaceName null for the one that leads to the gateway
 * @param source the address that this host's own connections take; null for the kernel's choice
 * @param metric null for the kernel's: 0, or 1024 for IPv6
 * @param table null for the main table, 254
 * @param type {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit} …; null for
 *     unicast
 */
public record RouteResource(
    String destination,
    @Nullable String via,
    @Nullable String interfaceName,
    @Nullable String source,
    @Nullable Long metric,
    @Nullable Integer table,
    @Nullable String type)
    implements Resource {
  public static final String KIND = "route";

  /** {@code IP6_RT_PRIO_USER}: what IPv6 gives a route that asks for no metric. */
  static final long INET6_METRIC = 1024;

  /**
   * @throws IllegalArgumentException if a part cannot be what it should be, or they contradict
   */
  public RouteResource {
    if (via != null) {
      via = InetAddresses.format(InetAddresses.parse(via));
    }
    if (source != null) {
      source = InetAddresses.format(InetAddresses.parse(source));
    }
    destination = prefix(destination, via).toString();
    RouteType parsed = type == null ? RouteType.UNICAST : RouteType.parse(type);
    if (parsed == RouteType.UNICAST && via == null && interfaceName == null) {
      throw new IllegalArgumentException(
          "route to " + destination + ": it needs a gateway or an interface");
    }
    if (table != null && table < 1) {
      throw new IllegalArgumentException("route table " + table + ": 1 or more");
    }
    new Route(
        Route.TABLE_MAIN,
        InetPrefix.parse(destination),
        null,
        null,
        null,
        metric == null ? 0 : metric,
        Scope.GLOBAL,
        RouteProtocol.STATIC,
        parsed);
  }

  private static InetPrefix prefix(String destination, @Nullable String via) {
    if (!destination.equals("default")) {
      return InetPrefix.parse(destination);
    }
    return InetPrefix.any(via == null ? Family.INET : Family.of(InetAddresses.parse(via)));
  }

  @Override
  public ResourceId id() {
    return id(route());
  }

  /** Three parts that are always there, so that the key alone names the route. */
  static ResourceId id(Route route) {
    return new ResourceId(
        KIND,
        "%s metric %d table %d".formatted(route.destination(), route.metric(), route.table()));
  }

  /** The route as the kernel will have it. */
  Route route() {
    InetPrefix prefix = InetPrefix.parse(destination);
    RouteType wantedType = type == null ? RouteType.UNICAST : RouteType.parse(type);
    long kernelMetric = prefix.family() == Family.INET6 ? INET6_METRIC : 0;
    return new Route(
        table == null ? Route.TABLE_MAIN : table,
        prefix,
        parse(via),
        interfaceName,
        parse(source),
        metric == null || metric == 0 ? kernelMetric : metric,
        scope(prefix.family(), wantedType),
        RouteProtocol.STATIC,
        wantedType);
  }

  private Scope scope(Family family, RouteType wantedType) {
    if (family == Family.INET6) {
      return Scope.GLOBAL;
    }
    return switch (wantedType) {
      case LOCAL, NAT -> Scope.HOST;
      case UNICAST -> via == null ? Scope.LINK : Scope.GLOBAL;
      case BROADCAST, MULTICAST, ANYCAST -> Scope.LINK;
      case UNSPEC, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW, XRESOLVE -> Scope.GLOBAL;
    };
  }

  private static @Nullable InetAddress parse(@Nullable String address) {
    return address == null ? null : InetAddresses.parse(address);
  }
}
