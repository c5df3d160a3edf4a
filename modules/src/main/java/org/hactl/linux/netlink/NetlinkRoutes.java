package org.hactl.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.kernel.Routes;
import org.hactl.linux.net.Family;

final class NetlinkRoutes implements Routes {
  private final NetlinkClient client;
  private final NetlinkLinks links;

  NetlinkRoutes(NetlinkClient client, NetlinkLinks links) {
    this.client = client;
    this.links = links;
  }

  @Override
  public List<Route> list() {
    InterfaceNames names = links.names();
    List<Route> routes = new ArrayList<>();
    for (Family family : Family.values()) {
      client.list("routes", RouteCodec.list(family)).stream()
          .flatMap(message -> RouteCodec.decode(message, names).stream())
          .filter(route -> route.destination().family() == family)
          .forEach(routes::add);
    }
    return routes;
  }

  @Override
  public BatchResult apply(List<RouteChange> changes) {
    if (changes.isEmpty()) {
      return BatchResult.ok(0);
    }
    InterfaceNames names = links.names();
    Batch batch = new Batch();
    for (RouteChange change : changes) {
      String object = change.route().toString();
      Optional<String> missing =
          interfaces(change.route()).filter(name -> names.index(name).isEmpty()).findFirst();
      if (missing.isEmpty()) {
        batch.add(change.operation(), object, RouteCodec.encode(change, names));
      } else {
        batch.fail(names.missing(change.operation(), object, missing.get()));
      }
    }
    return batch.send(client);
  }

  private static Stream<String> interfaces(Route route) {
    return Stream.concat(
        Stream.ofNullable(route.interfaceName()),
        route.nextHops().stream().flatMap(hop -> Stream.ofNullable(hop.interfaceName())));
  }
}
