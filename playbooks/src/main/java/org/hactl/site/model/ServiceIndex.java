package org.hactl.site.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The virtual services of a site by host, in the order of the site. */
public final class ServiceIndex {
  private final Map<String, List<VirtualService>> byDirector = new HashMap<>();
  private final Map<String, List<VirtualService>> byRealServer = new HashMap<>();

  public ServiceIndex(Site site) {
    for (VirtualService service : site.services()) {
      site.directorsOf(service).forEach(host -> add(byDirector, host, service));
      SortedSet<String> hosts = new TreeSet<>();
      service.realServers().forEach(server -> hosts.add(server.host()));
      hosts.forEach(host -> add(byRealServer, host, service));
    }
  }

  private static void add(
      Map<String, List<VirtualService>> services, String host, VirtualService service) {
    services.computeIfAbsent(host, _ -> new ArrayList<>()).add(service);
  }

  /** The services that a director balances. */
  public List<VirtualService> ofDirector(String host) {
    return byDirector.getOrDefault(host, List.of());
  }

  /** The services of a real server. */
  public List<VirtualService> ofRealServer(String host) {
    return byRealServer.getOrDefault(host, List.of());
  }
}
