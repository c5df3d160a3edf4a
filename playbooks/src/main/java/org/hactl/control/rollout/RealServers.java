package org.hactl.control.rollout;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.api.HostStatus;
import org.hactl.api.ServiceView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;

/** The hosts behind each service of the site. Pure. */
public final class RealServers {
  private RealServers() {}

  /**
   * @param states what directors get, by host. One that goes back to a state which only it knows
   *     counts with the services that it has now.
   * @param statuses what hosts have now
   * @param failed hosts that serve nothing meanwhile
   */
  public static Map<String, Set<String>> of(
      Map<String, HostState> states, Map<String, HostStatus> statuses, Set<String> failed) {
    Map<String, Set<String>> services = new TreeMap<>();
    for (HostState state : states.values()) {
      for (VirtualServiceSpec service : state.virtualServices()) {
        Set<String> servers = services.computeIfAbsent(service.name(), _ -> new TreeSet<>());
        service.realServers().forEach(server -> servers.add(server.host()));
      }
    }
    statuses.forEach((host, status) -> {
      if (!states.containsKey(host)) {
        for (ServiceView service : status.services()) {
          Set<String> servers = services.computeIfAbsent(service.name(), _ -> new TreeSet<>());
          service.realServers().forEach(server -> servers.add(server.host()));
        }
      }
    });
    services.values().forEach(servers -> servers.removeAll(failed));
    services.values().removeIf(Set::isEmpty);
    return services;
  }
}
