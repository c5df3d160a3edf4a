package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hactl.api.HostStatus.ServiceView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * A director's state without the new real servers that are not ready. Real servers that it already
 * has stay; its health checks decide about them.
 *
 * @param leftOut the hosts that were left out
 */
record Readiness(HostState state, Set<String> leftOut) {
  /** Whether any of the hosts is a real server of this director. */
  static boolean matters(HostState state, Set<String> unready) {
    return state.virtualServices().stream()
        .flatMap(service -> service.realServers().stream())
        .anyMatch(server -> unready.contains(server.host()));
  }

  /**
   * @param unready hosts that the director must not start sending to
   * @param present the director's present services
   */
  static Readiness of(HostState state, Set<String> unready, List<ServiceView> present) {
    Set<String> leftOut = new TreeSet<>();
    List<VirtualServiceSpec> services = new ArrayList<>();
    for (VirtualServiceSpec service : state.virtualServices()) {
      List<RealServerSpec> servers = new ArrayList<>();
      for (RealServerSpec server : service.realServers()) {
        if (unready.contains(server.host()) && !has(present, service, server)) {
          leftOut.add(server.host());
        } else {
          servers.add(server);
        }
      }
      services.add(service.withRealServers(servers));
    }
    return new Readiness(state.withVirtualServices(services), leftOut);
  }

  private static boolean has(
      List<ServiceView> present, VirtualServiceSpec service, RealServerSpec server) {
    String key = service.text();
    return present.stream()
        .filter(view -> view.address().equals(key))
        .flatMap(view -> view.realServers().stream())
        .anyMatch(view -> view.address().equals(server.address()) && view.port() == server.port());
  }
}
