package org.hactl.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
      String name = change.route().interfaceName();
      String object = change.route().toString();
      Optional<Integer> index = name == null ? Optional.of(0) : names.index(name);
      if (index.isPresent()) {
        batch.add(change.operation(), object, RouteCodec.encode(change, index.get()));
      } else {
        batch.fail(names.missing(change.operation(), object, String.valueOf(name)));
      }
    }
    return batch.send(client);
  }
}
