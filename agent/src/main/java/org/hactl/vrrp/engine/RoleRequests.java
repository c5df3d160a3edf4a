package org.hactl.vrrp.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which routers the operator holds back from the role of master. */
final class RoleRequests {
  private Set<String> standBy = Set.of();
  private final Set<String> handedOver = new HashSet<>();

  void standBy(Set<String> routers) {
    standBy = Set.copyOf(routers);
  }

  /** Whether one of these routers stands by, so that all of them do. */
  boolean standsBy(Collection<String> group) {
    return group.stream().anyMatch(standBy::contains);
  }

  void handedOver(Set<String> routers) {
    handedOver.addAll(routers);
  }

  /** Whether this router handed its role over before this engine started; says so once. */
  boolean hadHandedOver(String router) {
    return handedOver.remove(router);
  }

  /** How long the routers of a group wait for another master: as long as the slowest needs. */
  long waitNanos(Map<String, ActiveRouter> routers, Collection<String> group) {
    return group.stream()
        .flatMap(name -> Stream.ofNullable(routers.get(name)))
        .mapToLong(router -> router.machine().handOverNanos())
        .max()
        .orElse(0);
  }
}
