package org.hactl.linux.kernel;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Route}; the defaults are those of a static unicast route in the main table. */
public final class RouteBuilder {
  private final InetPrefix destination;
  private int table = Route.TABLE_MAIN;
  private @Nullable InetAddress gateway;
  private @Nullable String interfaceName;
  private @Nullable InetAddress source;
  private long metric;
  private Scope scope = Scope.GLOBAL;
  private RouteProtocol protocol = RouteProtocol.STATIC;
  private RouteType type = RouteType.UNICAST;
  private boolean onlink;
  private int mtu;
  private int advmss;
  private List<NextHop> nextHops = List.of();

  RouteBuilder(InetPrefix destination) {
    this.destination = destination;
  }

  public RouteBuilder table(int value) {
    table = value;
    return this;
  }

  public RouteBuilder gateway(@Nullable InetAddress value) {
    gateway = value;
    return this;
  }

  public RouteBuilder interfaceName(@Nullable String value) {
    interfaceName = value;
    return this;
  }

  public RouteBuilder source(@Nullable InetAddress value) {
    source = value;
    return this;
  }

  public RouteBuilder metric(long value) {
    metric = value;
    return this;
  }

  public RouteBuilder scope(Scope value) {
    scope = value;
    return this;
  }

  public RouteBuilder protocol(RouteProtocol value) {
    protocol = value;
    return this;
  }

  public RouteBuilder type(RouteType value) {
    type = value;
    return this;
  }

  public RouteBuilder onlink(boolean value) {
    onlink = value;
    return this;
  }

  public RouteBuilder mtu(int value) {
    mtu = value;
    return this;
  }

  public RouteBuilder advmss(int value) {
    advmss = value;
    return this;
  }

  public RouteBuilder nextHops(List<NextHop> value) {
    nextHops = value;
    return this;
  }

  /**
   * @throws IllegalArgumentException if the destination has bits after its prefix, or the metric is
   *     out of range
   */
  public Route build() {
    return new Route(
        table,
        destination,
        gateway,
        interfaceName,
        source,
        metric,
        scope,
        protocol,
        type,
        onlink,
        mtu,
        advmss,
        nextHops);
  }
}
