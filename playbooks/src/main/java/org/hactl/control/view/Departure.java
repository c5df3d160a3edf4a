package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;

/** What the site would lose if hactl left a host now. Pure. */
public final class Departure {
  private Departure() {}

  /**
   * The reasons why traffic would be lost, one sentence each; empty if there is none.
   *
   * @param answers what the hosts of the site answered, the one that is left included
   */
  public static List<String> losses(String host, List<HostAnswer> answers) {
    List<String> losses = new ArrayList<>();
    for (HostAnswer answer : answers) {
      HostStatus status = answer.status();
      if (status == null) {
        continue;
      }
      if (answer.host().equals(host)) {
        status.routers().stream()
            .filter(RouterView::leads)
            .filter(router -> !canBeTaken(host, router, answers))
            .forEach(router ->
                losses.add(
                    "%s is master of %s, and no other director is its backup"
                        .formatted(host, router.name())));
      } else {
        status.services().stream()
            .filter(service -> service.realServers().stream().anyMatch(each -> sends(each, host)))
            .map(ServiceView::name)
            .forEach(
                service -> losses.add("%s sends %s to %s".formatted(answer.host(), service, host)));
      }
    }
    return losses;
  }

  /** Whether new connections go to the host. */
  private static boolean sends(RealServerView server, String host) {
    Integer weight = server.weight();
    return server.host().equals(host) && weight != null && weight > 0;
  }

  private static boolean canBeTaken(String host, RouterView router, List<HostAnswer> answers) {
    return answers.stream()
        .filter(answer -> !answer.host().equals(host))
        .map(HostAnswer::status)
        .anyMatch(status ->
            status != null
                && status.routers().stream()
                    .anyMatch(other ->
                        other.virtualRouterId() == router.virtualRouterId()
                            && other.name().equals(router.name())
                            && other.state().equals("BACKUP")));
  }
}
