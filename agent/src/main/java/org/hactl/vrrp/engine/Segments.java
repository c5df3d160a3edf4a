package org.hactl.vrrp.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.hactl.vrrp.model.RouterConfig;

/** The segments with routers on them, by interface. */
final class Segments {
  private final Function<String, Segment> factory;
  private final Map<String, Segment> byInterface = new HashMap<>();

  Segments(Function<String, Segment> factory) {
    this.factory = factory;
  }

  /** The segment of an interface, made if there is none yet. */
  Segment on(String interfaceName) {
    return byInterface.computeIfAbsent(interfaceName, factory);
  }

  /** Tells each segment which addresses the routers of other segments hold on its interface. */
  void tellForeign(Collection<ActiveRouter> routers) {
    for (Segment segment : byInterface.values()) {
      segment.foreign(
          routers.stream()
              .filter(router -> router.segment() != segment)
              .flatMap(router -> router.config().announced().stream())
              .filter(held -> held.interfaceName().equals(segment.interfaceName()))
              .map(RouterConfig.AnnouncedAddress::address)
              .toList());
    }
  }

  /** Looks at every interface. */
  void look() {
    byInterface.values().forEach(Segment::look);
  }

  /** Looks at each segment that has a router which uses the given interface. */
  void look(String interfaceName) {
    for (Segment segment : byInterface.values()) {
      if (segment.uses(interfaceName)) {
        segment.look();
      }
    }
  }

  /** Closes and drops the segments without routers. */
  void closeEmpty() {
    byInterface
        .values()
        .removeIf(segment -> {
          if (segment.isEmpty()) {
            segment.close();
          }
          return segment.isEmpty();
        });
  }

  void close() {
    byInterface.values().forEach(Segment::close);
    byInterface.clear();
  }
}
