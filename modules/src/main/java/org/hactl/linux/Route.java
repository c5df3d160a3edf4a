package org.hactl.linux;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route with one way out. A multipath route is listed with neither gateway nor interface.
 *
 * @param destination a network; {@link InetPrefix#any} for the default route
 * @param gateway may be of the other family
 * @param source the address that connections from this host take, or null for the kernel's choice
 * @param metric smaller wins; IPv6 has 1024 where nothing is said
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
    RouteType type) {
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
      throw new IllegalArgumentException("route metric " + metric + ": 0 to 4294967295");
    }
  }

  /** A static unicast route of the main table. */
  public static Route unicast(
      InetPrefix destination, @Nullable InetAddress gateway, @Nullable String interfaceName) {
    Scope scope =
        gateway == null && destination.family() == Family.INET ? Scope.LINK : Scope.GLOBAL;
    return new Route(
        TABLE_MAIN,
        destination,
        gateway,
        interfaceName,
        null,
        0,
        scope,
        RouteProtocol.STATIC,
        RouteType.UNICAST);
  }

  public Route withTable(int newTable) {
    return new Route(
        newTable, destination, gateway, interfaceName, source, metric, scope, protocol, type);
  }

  public Route withMetric(long newMetric) {
    return new Route(
        table, destination, gateway, interfaceName, source, newMetric, scope, protocol, type);
  }

  public Route withSource(@Nullable InetAddress newSource) {
    return new Route(
        table, destination, gateway, interfaceName, newSource, metric, scope, protocol, type);
  }

  /** In the words of {@code ip route}. */
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
    return text.toString();
  }
}
