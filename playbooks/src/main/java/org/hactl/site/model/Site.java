package org.hactl.site.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hactl.bfd.model.BfdConfig;

/**
 * A whole, resolved site: every name is a host of the inventory, every template is rendered, every
 * default is filled in.
 *
 * @param trackers the trackers of each director
 * @param bfdSessions the BFD sessions of each director
 * @param hosts every host of the inventory, with its resources from {@code hosts}
 */
public record Site(
    String name,
    SitePolicies policies,
    List<SiteRouter> virtualRouters,
    List<SiteSyncGroup> syncGroups,
    Map<String, List<SiteTracker>> trackers,
    Map<String, List<BfdConfig>> bfdSessions,
    List<VirtualService> services,
    SortedMap<String, List<Declared>> hosts) {
  public Site {
    virtualRouters = List.copyOf(virtualRouters);
    syncGroups = List.copyOf(syncGroups);
    trackers = Map.copyOf(trackers);
    bfdSessions = Map.copyOf(bfdSessions);
    services = List.copyOf(services);
  }

  /** The directors of all virtual routers. */
  public SortedSet<String> directors() {
    return directors(virtualRouters);
  }

  public static SortedSet<String> directors(List<SiteRouter> routers) {
    SortedSet<String> hosts = new TreeSet<>();
    routers.forEach(router -> router.directors().forEach(d -> hosts.add(d.host())));
    return hosts;
  }

  /** A host as director of each virtual router that it belongs to. */
  public List<Director> directorships(String host) {
    return virtualRouters.stream().flatMap(router -> router.director(host).stream()).toList();
  }

  public List<SiteTracker> trackers(String director) {
    return trackers.getOrDefault(director, List.of());
  }

  public List<BfdConfig> bfdSessions(String director) {
    return bfdSessions.getOrDefault(director, List.of());
  }

  /** The real servers of all virtual services. */
  public SortedSet<String> realServers() {
    SortedSet<String> hosts = new TreeSet<>();
    services.forEach(service -> service.realServers().forEach(r -> hosts.add(r.host())));
    return hosts;
  }

  /** The directors of a service: those of its virtual router, if it has one. */
  public List<String> directorsOf(VirtualService service) {
    if (service.virtualRouter() == null) {
      return service.directors();
    }
    return virtualRouters.stream()
        .filter(router -> router.name().equals(service.virtualRouter()))
        .flatMap(router -> router.directors().stream())
        .map(Director::host)
        .toList();
  }
}
