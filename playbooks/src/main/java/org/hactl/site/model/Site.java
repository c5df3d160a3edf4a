package org.hactl.site.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hactl.host.BfdSessionSpec;
import org.hactl.host.DriftPolicy;
import org.hactl.host.MetricsPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A whole site with nothing left open: every name is a host of the inventory, every template is
 * rendered, every default is filled in.
 *
 * @param metrics null where no agent opens a port
 * @param trackers what each director can track
 * @param bfdSessions of each director
 * @param exclusive kinds of which a host shall have nothing but what the site says
 * @param hosts every host of the inventory, with what {@code hosts} asks for on it
 */
public record Site(
    String name,
    NotifySettings notifications,
    @Nullable MetricsPolicy metrics,
    List<SiteRouter> virtualRouters,
    List<SiteSyncGroup> syncGroups,
    Map<String, List<SiteTracker>> trackers,
    Map<String, List<BfdSessionSpec>> bfdSessions,
    List<VirtualService> services,
    DriftPolicy drift,
    Set<String> exclusive,
    SortedMap<String, List<Declared>> hosts) {
  public Site {
    virtualRouters = List.copyOf(virtualRouters);
    syncGroups = List.copyOf(syncGroups);
    trackers = Map.copyOf(trackers);
    bfdSessions = Map.copyOf(bfdSessions);
    services = List.copyOf(services);
    exclusive = Set.copyOf(exclusive);
  }

  /** The hosts that take part in a virtual router. */
  public SortedSet<String> directors() {
    return directors(virtualRouters);
  }

  public static SortedSet<String> directors(List<SiteRouter> routers) {
    SortedSet<String> hosts = new TreeSet<>();
    routers.forEach(router -> router.directors().forEach(d -> hosts.add(d.host())));
    return hosts;
  }

  /** The parts that a host has in virtual routers. */
  public List<Director> directorships(String host) {
    return virtualRouters.stream().flatMap(router -> router.director(host).stream()).toList();
  }

  public List<SiteTracker> trackers(String director) {
    return trackers.getOrDefault(director, List.of());
  }

  public List<BfdSessionSpec> bfdSessions(String director) {
    return bfdSessions.getOrDefault(director, List.of());
  }

  /** The hosts to which some virtual service sends packets. */
  public SortedSet<String> realServers() {
    SortedSet<String> hosts = new TreeSet<>();
    services.forEach(service -> service.realServers().forEach(r -> hosts.add(r.host())));
    return hosts;
  }

  /** The services that send packets to a host. */
  public List<VirtualService> servicesOf(String realServer) {
    return services.stream()
        .filter(s -> s.realServers().stream().anyMatch(r -> r.host().equals(realServer)))
        .toList();
  }

  /** The hosts that take part in the virtual router of a service. */
  public List<Director> directorsOf(VirtualService service) {
    return virtualRouters.stream()
        .filter(router -> router.name().equals(service.virtualRouter()))
        .flatMap(router -> router.directors().stream())
        .toList();
  }
}
