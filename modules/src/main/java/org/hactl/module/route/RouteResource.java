package org.hactl.module.route;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.kernel.NextHop;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A static route. Destination, metric and table are its identity.
 *
 * @param destination a network, or {@code default}, which has the gateway's family
 * @param via the gateway, null for a destination on the link
 * @param interfaceName null for the interface that leads to the gateway
 * @param source the source address of this host's own connections; null for the kernel's choice
 * @param metric null for the kernel's default: 0, or 1024 for IPv6
 * @param table null for the main table, 254
 * @param type {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit} …; null for
 *     unicast
 * @param scope {@code global}, {@code link}, {@code host} …; null to derive it from the gateway and
 *     the type. IPv6 has none
 * @param onlink whether the gateway counts as reachable on the link even if it is in no network of
 *     an address there; null for no
 * @param mtu the MTU of the path, at most {@value #MAX_MTU}; null for the interface's MTU
 * @param advmss the TCP maximum segment size to advertise, at most {@value #MAX_ADVMSS}; null for
 *     the kernel's choice
 * @param nexthops several next hops, each with a share; then without {@code via} and {@code
 *     interfaceName}
 */
public record RouteResource(
    String destination,
    @Nullable String via,
    @Nullable String interfaceName,
    @Nullable String source,
    @Nullable Long metric,
    @Nullable Integer table,
    @Nullable String type,
    @Nullable String scope,
    @Nullable Boolean onlink,
    @Nullable Integer mtu,
    @Nullable Integer advmss,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Hop> nexthops)
    implements Resource {
  public static final String KIND = "route";

  /** {@code IP6_RT_PRIO_USER}: the metric of an IPv6 route without one. */
  static final long INET6_METRIC = 1024;

  /** The kernel reduces a larger value to this one; every pass would then see a difference. */
  public static final int MAX_MTU = 65_520;

  /** The kernel reduces a larger value to this: the largest packet less IPv4 and TCP headers. */
  public static final int MAX_ADVMSS = 65_495;

  private static final String NONE = "-";

  /**
   * @throws IllegalArgumentException if a part is invalid, or two parts contradict
   */
  public RouteResource {
    if (via != null) {
      via = InetAddresses.format(InetAddresses.parse(via));
    }
    if (source != null) {
      source = InetAddresses.format(InetAddresses.parse(source));
    }
    // The journal of an older agent has no next hops.
    nexthops = List.copyOf(requireNonNullElse(nexthops, List.of()));
    String gateway = via == null && !nexthops.isEmpty() ? nexthops.getFirst().via() : via;
    destination = prefix(destination, gateway).toString();
    RouteType parsed = type == null ? RouteType.UNICAST : RouteType.parse(type);
    if (parsed == RouteType.UNICAST && via == null && interfaceName == null && nexthops.isEmpty()) {
      throw new IllegalArgumentException(
          "route to " + destination + ": it needs a gateway or an interface");
    }
    if (!nexthops.isEmpty() && (via != null || interfaceName != null)) {
      throw new IllegalArgumentException(
          "route to "
              + destination
              + ": give a gateway and interface, or a list of next hops, not both");
    }
    scope = scope == null ? null : Scope.parse(scope).toString();
    onlink = Boolean.TRUE.equals(onlink) ? Boolean.TRUE : null;
    if (onlink != null && (via == null || interfaceName == null)) {
      throw new IllegalArgumentException(
          "route to " + destination + ": 'onlink' needs a gateway and its interface");
    }
    checkSize(destination, "mtu", mtu, MAX_MTU);
    checkSize(destination, "advmss", advmss, MAX_ADVMSS);
    if (table != null && table < 1) {
      throw new IllegalArgumentException("route table " + table + " is less than 1");
    }
    var _ =
        Route.builder(InetPrefix.parse(destination))
            .metric(metric == null ? 0 : metric)
            .type(parsed)
            .build();
  }

  public static RouteResourceBuilder builder(String destination) {
    return new RouteResourceBuilder(destination);
  }

  /**
   * One of several next hops.
   *
   * @param via null for a destination on the link
   * @param interfaceName null for the interface that leads to the gateway
   * @param weight the hop's share, 1 to 256; 0 counts as 1
   */
  public record Hop(
      @Nullable String via, @Nullable String interfaceName, int weight, boolean onlink) {
    public Hop {
      via = via == null ? null : InetAddresses.format(InetAddresses.parse(via));
      weight = Math.max(1, weight);
      var _ = new NextHop(RouteResource.parse(via), interfaceName, weight, onlink);
    }

    static Hop of(NextHop hop) {
      InetAddress gateway = hop.gateway();
      return new Hop(
          gateway == null ? null : InetAddresses.format(gateway),
          hop.interfaceName(),
          hop.weight(),
          hop.onlink());
    }

    /** Reads what {@link #toString} wrote. */
    static Hop parse(String text) {
      String[] words = text.split(" ", -1);
      return new Hop(
          words[0].equals(NONE) ? null : words[0],
          words[1].equals(NONE) ? null : words[1],
          Integer.parseInt(words[2]),
          Boolean.parseBoolean(words[3]));
    }

    @Override
    public String toString() {
      return "%s %s %d %s"
          .formatted(
              requireNonNullElse(via, NONE),
              requireNonNullElse(interfaceName, NONE),
              weight,
              onlink);
    }

    NextHop inKernel() {
      return new NextHop(RouteResource.parse(via), interfaceName, weight, onlink);
    }
  }

  private static void checkSize(
      String destination, String what, @Nullable Integer bytes, int most) {
    if (bytes != null && (bytes < 1 || bytes > most)) {
      throw new IllegalArgumentException(
          "route to %s: %s %d is not between 1 and %d".formatted(destination, what, bytes, most));
    }
  }

  private static InetPrefix prefix(String destination, @Nullable String via) {
    if (!destination.equals("default")) {
      return InetPrefix.parse(destination);
    }
    return InetPrefix.any(via == null ? Family.INET : Family.of(InetAddresses.parse(via)));
  }

  @Override
  public ResourceId id() {
    return RouteId.of(route()).resourceId();
  }

  /** The route as the kernel will have it. */
  /** The identity of a route, whichever program added it. */
  public static ResourceId id(Route route) {
    return RouteId.of(route).resourceId();
  }

  Route route() {
    InetPrefix prefix = InetPrefix.parse(destination);
    RouteType wantedType = type == null ? RouteType.UNICAST : RouteType.parse(type);
    long kernelMetric = prefix.family() == Family.INET6 ? INET6_METRIC : 0;
    return Route.builder(prefix)
        .table(table == null ? Route.TABLE_MAIN : table)
        .gateway(parse(via))
        .interfaceName(interfaceName)
        .source(parse(source))
        .metric(metric == null || metric == 0 ? kernelMetric : metric)
        .scope(wantedScope(prefix.family(), wantedType))
        .protocol(RouteProtocol.HACTL)
        .type(wantedType)
        .onlink(onlink != null)
        .mtu(mtu == null ? 0 : mtu)
        .advmss(advmss == null ? 0 : advmss)
        .nextHops(nexthops.stream().map(Hop::inKernel).toList())
        .build();
  }

  private Scope wantedScope(Family family, RouteType wantedType) {
    if (family == Family.INET6) {
      return Scope.GLOBAL;
    }
    if (scope != null) {
      return Scope.parse(scope);
    }
    return switch (wantedType) {
      case LOCAL, NAT -> Scope.HOST;
      case UNICAST -> via == null && nexthops.isEmpty() ? Scope.LINK : Scope.GLOBAL;
      case BROADCAST, MULTICAST, ANYCAST -> Scope.LINK;
      case UNSPEC, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW, XRESOLVE -> Scope.GLOBAL;
    };
  }

  private static @Nullable InetAddress parse(@Nullable String address) {
    return address == null ? null : InetAddresses.parse(address);
  }
}
