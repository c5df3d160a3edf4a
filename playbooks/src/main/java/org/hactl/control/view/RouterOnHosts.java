package org.hactl.control.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;

/**
 * One virtual router on all directors that answered. The same name and VRID with other addresses is
 * another router: one inventory may serve several sites.
 */
record RouterOnHosts(String name, int virtualRouterId, List<Director> directors) {
  static List<RouterOnHosts> of(List<HostAnswer> answers) {
    List<RouterOnHosts> routers = new ArrayList<>();
    for (HostAnswer answer : answers) {
      HostStatus status = answer.status();
      if (status != null) {
        for (RouterView router : status.routers()) {
          Director director = new Director(answer.host(), status, router);
          routers.stream()
              .filter(each -> each.isOf(director))
              .findFirst()
              .orElseGet(() -> begun(director, routers))
              .directors
              .add(director);
        }
      }
    }
    return routers;
  }

  private static RouterOnHosts begun(Director first, List<RouterOnHosts> routers) {
    RouterOnHosts router =
        new RouterOnHosts(
            first.router().name(), first.router().virtualRouterId(), new ArrayList<>());
    routers.add(router);
    return router;
  }

  private boolean isOf(Director other) {
    List<String> addresses = other.router().addresses();
    return name.equals(other.router().name())
        && virtualRouterId == other.router().virtualRouterId()
        && (addresses.isEmpty()
            || directors.stream()
                .map(each -> each.router().addresses())
                .anyMatch(each -> each.isEmpty() || !Collections.disjoint(each, addresses)));
  }

  List<Director> masters() {
    return directors.stream().filter(Director::isMaster).toList();
  }

  List<String> hosts() {
    return directors.stream().map(Director::host).toList();
  }

  /** The finding, or a milder one while a role is new. */
  Finding settled(Finding finding) {
    return directors.stream()
        .filter(Director::isSettling)
        .min(Comparator.comparingLong(Director::ageMillis))
        .map(youngest -> finding.settling(TimeSpans.span(youngest.ageMillis())))
        .orElse(finding);
  }

  boolean isSettling() {
    return directors.stream().anyMatch(Director::isSettling);
  }
}
