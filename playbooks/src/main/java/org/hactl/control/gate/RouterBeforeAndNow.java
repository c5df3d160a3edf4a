package org.hactl.control.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Director;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;

/**
 * One virtual router on all its directors, before the apply and now. It stays the same router when
 * its name changes (same VRID, a VIP in common) and when its VRID changes (same name, a VIP in
 * common), also while only some directors have the change.
 */
record RouterBeforeAndNow(List<Director> before, List<Director> now) {
  static List<RouterBeforeAndNow> of(List<HostAnswer> before, List<HostAnswer> now, Asked asked) {
    List<RouterBeforeAndNow> routers = new ArrayList<>();
    for (Director each : directors(before)) {
      find(each, routers, asked).before.add(each);
    }
    for (Director each : directors(now)) {
      find(each, routers, asked).now.add(each);
    }
    return routers;
  }

  private static List<Director> directors(List<HostAnswer> answers) {
    List<Director> found = new ArrayList<>();
    for (HostAnswer answer : answers) {
      if (answer.status() != null) {
        for (RouterView view : answer.status().routers()) {
          found.add(new Director(answer.host(), Objects.requireNonNull(answer.status()), view));
        }
      }
    }
    return found;
  }

  private static RouterBeforeAndNow find(
      Director director, List<RouterBeforeAndNow> routers, Asked asked) {
    Optional<RouterBeforeAndNow> known =
        routers.stream()
            .filter(each -> each.all().anyMatch(other -> isSame(other, director, asked)))
            .findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    RouterBeforeAndNow begun = new RouterBeforeAndNow(new ArrayList<>(), new ArrayList<>());
    routers.add(begun);
    return begun;
  }

  private Stream<Director> all() {
    return Stream.concat(before.stream(), now.stream());
  }

  private static boolean isSame(Director one, Director other, Asked asked) {
    RouterView a = one.router();
    RouterView b = other.router();
    boolean sameName = a.name().equals(b.name());
    boolean sameId = a.virtualRouterId() == b.virtualRouterId();
    boolean shared =
        a.addresses().isEmpty()
            || b.addresses().isEmpty()
            || !Collections.disjoint(a.addresses(), b.addresses());
    if (sameName && sameId) {
      // All VIPs may change at once; but one inventory may serve several sites.
      return shared
          || one.host().equals(other.host())
          || (runs(one.host(), a.name(), asked) && runs(other.host(), a.name(), asked));
    }
    return (sameName || sameId) && shared;
  }

  private static boolean runs(String host, String router, Asked asked) {
    HostState state = asked.site().get(host);
    return state != null && state.routerNames().contains(router);
  }

  /** Its name now, or else before. */
  String name() {
    return (now.isEmpty() ? before : now).getFirst().router().name();
  }

  boolean isAnyOf(Set<String> names) {
    return all().anyMatch(each -> names.contains(each.router().name()));
  }

  static List<Director> masters(List<Director> directors) {
    return directors.stream().filter(Director::isMaster).toList();
  }

  Optional<Director> before(String host) {
    return before.stream().filter(each -> each.host().equals(host)).findFirst();
  }
}
