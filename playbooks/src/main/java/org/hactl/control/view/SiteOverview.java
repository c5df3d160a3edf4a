package org.hactl.control.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hactl.api.CapacityView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;

/**
 * The hosts' answers put together: each virtual router and each virtual service once, whatever
 * number of directors tell of it. Pure.
 *
 * @param silent the hosts that did not answer
 */
public record SiteOverview(
    List<RouterLine> routers, List<ServiceLine> services, List<String> silent) {
  public SiteOverview {
    routers = List.copyOf(routers);
    services = List.copyOf(services);
    silent = List.copyOf(silent);
  }

  /**
   * One virtual router.
   *
   * @param masters the hosts that are master of it: one, if all is well
   * @param forMillis how long the first of them has been master; 0 if there is none
   * @param others the other directors, each with its state in the form {@code lvs2 BACKUP}
   * @param vips the addresses that a master holds, in the form {@code 192.168.0.254/24}
   */
  public record RouterLine(
      String name, List<String> masters, long forMillis, List<String> others, List<String> vips) {}

  /**
   * One virtual service, as the director sees it that has its VIP; without one, as the first
   * director sees it.
   *
   * @param seenBy that director
   * @param nowMillis the clock of that director
   * @param disagreeing what other directors find different, in the form {@code lvs2: web1
   *     unhealthy}
   */
  public record ServiceLine(
      ServiceView service, String seenBy, long nowMillis, List<String> disagreeing) {
    /** How many real servers get traffic as far as their health is concerned. */
    public long healthy() {
      return service.realServers().stream()
          .filter(each -> each.health() != Health.UNHEALTHY)
          .count();
    }

    /** How many are healthy, and what answers instead of them. */
    public String text() {
      String counts = "%d of %d healthy".formatted(healthy(), service.realServers().size());
      return isReplaced() ? counts + ": " + instead() : counts;
    }

    /** Whether something else than healthy real servers answers. */
    public boolean isReplaced() {
      return !instead().isEmpty();
    }

    private String instead() {
      CapacityView capacity = service.capacity();
      return capacity == null ? "" : capacity.instead();
    }

    /** Whether the service has real servers, and none is healthy. */
    public boolean isDown() {
      return healthy() == 0 && !service.realServers().isEmpty();
    }
  }

  private record Seen(String host, HostStatus status, ServiceView service) {
    boolean hasVip() {
      return status.routers().stream()
          .filter(RouterView::leads)
          .flatMap(router -> router.addresses().stream())
          .anyMatch(service::isAt);
    }
  }

  /** Puts the answers together. */
  public static SiteOverview of(List<HostAnswer> answers) {
    return new SiteOverview(
        RouterOnHosts.of(answers).stream().map(SiteOverview::line).toList(),
        services(answers),
        answers.stream().filter(HostAnswer::silent).map(HostAnswer::host).toList());
  }

  private static RouterLine line(RouterOnHosts router) {
    List<Director> masters = router.masters();
    Director shown = masters.isEmpty() ? router.directors().getFirst() : masters.getFirst();
    return new RouterLine(
        router.name(),
        masters.stream().map(Director::host).toList(),
        masters.isEmpty() ? 0 : shown.ageMillis(),
        router.directors().stream()
            .filter(each -> !each.isMaster())
            .map(each -> each.host() + " " + each.router().state())
            .toList(),
        shown.router().held());
  }

  private static List<ServiceLine> services(List<HostAnswer> answers) {
    Map<String, List<Seen>> seen = new LinkedHashMap<>();
    for (HostAnswer answer : answers) {
      HostStatus status = answer.status();
      if (status != null) {
        for (ServiceView service : status.services()) {
          seen.computeIfAbsent(service.name() + " " + service.address(), _ -> new ArrayList<>())
              .add(new Seen(answer.host(), status, service));
        }
      }
    }
    return seen.values().stream().map(SiteOverview::line).toList();
  }

  private static ServiceLine line(List<Seen> seen) {
    Seen shown = seen.stream().filter(Seen::hasVip).findFirst().orElse(seen.getFirst());
    List<String> disagreeing = new ArrayList<>();
    for (Seen other : seen) {
      for (RealServerView server : other.service().realServers()) {
        boolean differs =
            shown.service().realServers().stream()
                .filter(
                    each -> each.address().equals(server.address()) && each.port() == server.port())
                .anyMatch(each -> each.health() != server.health());
        if (differs) {
          disagreeing.add(
              "%s: %s %s"
                  .formatted(
                      other.host(),
                      server.host(),
                      server.health().name().toLowerCase(Locale.ROOT)));
        }
      }
    }
    return new ServiceLine(shown.service(), shown.host(), shown.status().nowMillis(), disagreeing);
  }
}
