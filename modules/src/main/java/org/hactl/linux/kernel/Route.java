package org.hactl.linux.kernel;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A route by one gateway or interface, or by several next hops; with next hops it has neither
 * gateway nor interface.
 *
 * @param destination a network; {@link InetPrefix#any} for the default route
 * @param gateway may be of the other address family
 * @param source the source address of connections from this host; null for the kernel's choice
 * @param metric the smallest wins; 1024 for IPv6 unless set
 * @param onlink whether the gateway counts as reachable on the link even if it is in no network of
 *     an address there
 * @param mtu the MTU of the path; 0 for the interface's MTU
 * @param advmss the TCP maximum segment size to advertise, 0 for the kernel's choice
 */
public record Route(
    int table,
    InetPrefix destination,
    @Nullable InetAddress gateway,
    @Nullable String interfaceName,
    @Nullable InetAddress source,
    long metric,
    Scope scope,
    RouteProtocol protocol,
    RouteType type,
    boolean onlink,
    int mtu,
    int advmss,
    List<NextHop> nextHops) {
  public static final int TABLE_DEFAULT = 253;
  public static final int TABLE_MAIN = 254;
  public static final int TABLE_LOCAL = 255;

  public Route {
    if (!destination.equals(destination.network())) {
      throw new IllegalArgumentException(
          "route to %s: the bits after the prefix are set; did you mean %s?"
              .formatted(destination, destination.network()));
    }
    if (metric < 0 || metric > 0xffff_ffffL) {
      throw new IllegalArgumentException(
          "route metric " + metric + " is not between 0 and 4294967295");
    }
    nextHops = List.copyOf(nextHops);
  }

  /** Begins a static unicast route of the main table to a network. */
  public static RouteBuilder builder(InetPrefix destination) {
    return new RouteBuilder(destination);
  }

  /** A static unicast route of the main table. */
  public static Route unicast(
      InetPrefix destination, @Nullable InetAddress gateway, @Nullable String interfaceName) {
    boolean onLink = gateway == null && destination.family() == Family.INET;
    return builder(destination)
        .gateway(gateway)
        .interfaceName(interfaceName)
        .scope(onLink ? Scope.LINK : Scope.GLOBAL)
        .build();
  }

  /** Begins a route with the values of this one. */
  RouteBuilder toBuilder() {
    return builder(destination)
        .table(table)
        .gateway(gateway)
        .interfaceName(interfaceName)
        .source(source)
        .metric(metric)
        .scope(scope)
        .protocol(protocol)
        .type(type)
        .onlink(onlink)
        .mtu(mtu)
        .advmss(advmss)
        .nextHops(nextHops);
  }

  public Route withTable(int changed) {
    return toBuilder().table(changed).build();
  }

  public Route withMetric(long changed) {
    return toBuilder().metric(changed).build();
  }

  public Route withSource(@Nullable InetAddress changed) {
    return toBuilder().source(changed).build();
  }

  /** This route in the words of {@code ip route}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (type != RouteType.UNICAST) {
      text.append(type.text()).append(' ');
    }
    text.append(destination.length() == 0 ? "default" : destination.toString());
    if (gateway != null) {
      text.append(" via ").append(InetAddresses.format(gateway));
    }
    if (interfaceName != null) {
      text.append(" dev ").append(interfaceName);
    }
    if (source != null) {
      text.append(" src ").append(InetAddresses.format(source));
    }
    if (metric != 0) {
      text.append(" metric ").append(metric);
    }
    if (table != TABLE_MAIN) {
      text.append(" table ").append(table);
    }
    if (onlink) {
      text.append(" onlink");
    }
    if (mtu != 0) {
      text.append(" mtu ").append(mtu);
    }
    if (advmss != 0) {
      text.append(" advmss ").append(advmss);
    }
    nextHops.forEach(hop -> text.append(' ').append(hop));
    return text.toString();
  }
}
