package org.hactl.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hactl.linux.kernel.Link;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.link.LinkResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;
import org.jspecify.annotations.Nullable;

/** The interfaces that a master needs to have all resources of its virtual router. Pure. */
public final class NeededInterfaces {
  private NeededInterfaces() {}

  /**
   * The interfaces of the router's addresses, routes and rules, without the router's own interface
   * and the loopback interface. Instead of an interface that hactl made, the interface below it
   * counts: both share the carrier, and if the upper one is removed, hactl makes it again at once.
   *
   * @param standing the resources that the host has in any role
   */
  public static Set<String> of(VirtualRouterSpec router, List<Resource> standing) {
    Map<String, String> parents = new HashMap<>();
    for (Resource resource : standing) {
      if (resource instanceof LinkResource link) {
        parents.put(link.name(), link.parent());
      }
    }
    Set<String> needed = new TreeSet<>();
    router
        .needed()
        .flatMap(NeededInterfaces::named)
        .forEach(name -> {
          String below = name;
          // The number of links bounds the steps: in a wrong site a link could be, through other
          // links, its own parent.
          for (int level = 0; level < parents.size() && parents.containsKey(below); level++) {
            below = parents.getOrDefault(below, below);
          }
          needed.add(below);
        });
    needed.remove(router.interfaceName());
    needed.remove(Link.LOOPBACK);
    return Set.copyOf(needed);
  }

  private static Stream<String> named(Resource resource) {
    return switch (resource) {
      case AddressResource address -> Stream.of(address.interfaceName());
      case RouteResource route ->
          Stream.concat(
              stream(route.interfaceName()),
              route.nexthops().stream().flatMap(hop -> stream(hop.interfaceName())));
      case RuleResource rule ->
          Stream.concat(stream(rule.incomingInterface()), stream(rule.outgoingInterface()));
      default -> Stream.empty();
    };
  }

  private static Stream<String> stream(@Nullable String name) {
    return Stream.ofNullable(name);
  }
}
