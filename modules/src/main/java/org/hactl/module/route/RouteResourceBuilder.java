package org.hactl.module.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RouteResource}. */
public final class RouteResourceBuilder {
  private final String destination;
  private @Nullable String via;
  private @Nullable String interfaceName;
  private @Nullable String source;
  private @Nullable Long metric;
  private @Nullable Integer table;
  private @Nullable String type;
  private @Nullable String scope;
  private @Nullable Boolean onlink;
  private @Nullable Integer mtu;
  private @Nullable Integer advmss;
  private List<RouteResource.Hop> nexthops = List.of();

  RouteResourceBuilder(String destination) {
    this.destination = destination;
  }

  public RouteResourceBuilder via(@Nullable String value) {
    via = value;
    return this;
  }

  public RouteResourceBuilder interfaceName(@Nullable String value) {
    interfaceName = value;
    return this;
  }

  public RouteResourceBuilder source(@Nullable String value) {
    source = value;
    return this;
  }

  public RouteResourceBuilder metric(@Nullable Long value) {
    metric = value;
    return this;
  }

  public RouteResourceBuilder table(@Nullable Integer value) {
    table = value;
    return this;
  }

  public RouteResourceBuilder type(@Nullable String value) {
    type = value;
    return this;
  }

  public RouteResourceBuilder scope(@Nullable String value) {
    scope = value;
    return this;
  }

  public RouteResourceBuilder onlink(@Nullable Boolean value) {
    onlink = value;
    return this;
  }

  public RouteResourceBuilder mtu(@Nullable Integer value) {
    mtu = value;
    return this;
  }

  public RouteResourceBuilder advmss(@Nullable Integer value) {
    advmss = value;
    return this;
  }

  public RouteResourceBuilder nexthops(List<RouteResource.Hop> value) {
    nexthops = value;
    return this;
  }

  /**
   * @throws IllegalArgumentException if a part is invalid, or two parts contradict
   */
  public RouteResource build() {
    return new RouteResource(
        destination,
        via,
        interfaceName,
        source,
        metric,
        table,
        type,
        scope,
        onlink,
        mtu,
        advmss,
        nexthops);
  }
}
