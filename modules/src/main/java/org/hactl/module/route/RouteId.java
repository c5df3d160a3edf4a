package org.hactl.module.route;

import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.hactl.module.ResourceId;

/** The identity of a route. */
record RouteId(InetPrefix destination, long metric, int table) {
  static RouteId of(Route route) {
    return new RouteId(route.destination(), route.metric(), route.table());
  }

  /** Reads the identity that {@link #resourceId} wrote. */
  static RouteId of(ResourceId id) {
    String[] words = id.key().split(" ", -1);
    return new RouteId(
        InetPrefix.parse(words[0]), Long.parseLong(words[2]), Integer.parseInt(words[4]));
  }

  /** This identity as a resource's identity; its key always has all three parts. */
  ResourceId resourceId() {
    return new ResourceId(
        RouteResource.KIND, "%s metric %d table %d".formatted(destination, metric, table));
  }

  /** A route for a request that matches any route with this identity; its open parts match all. */
  Route anyRoute() {
    return Route.builder(destination)
        .table(table)
        .metric(metric)
        .scope(Scope.NOWHERE)
        .protocol(RouteProtocol.UNSPECIFIED)
        .type(RouteType.UNSPEC)
        .build();
  }
}
