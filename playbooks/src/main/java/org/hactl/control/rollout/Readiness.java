package org.hactl.control.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * A director's state without the new real servers that are not ready. Real servers that it already
 * has stay; its health checks decide about them. One with another address in the site stays with
 * its present one.
 *
 * @param leftOut the hosts that were left out
 */
public record Readiness(HostState state, Set<String> leftOut) {
  /** Whether any of the hosts is a real server of this director. */
  public static boolean matters(HostState state, Set<String> unready) {
    return state.virtualServices().stream()
        .flatMap(service -> service.realServers().stream())
        .anyMatch(server -> unready.contains(server.host()));
  }

  /**
   * @param unready hosts that the director must not start sending to
   * @param present the director's present services
   */
  public static Readiness of(HostState state, Set<String> unready, List<ServiceView> present) {
    Set<String> leftOut = new TreeSet<>();
    List<VirtualServiceSpec> services = new ArrayList<>();
    for (VirtualServiceSpec service : state.virtualServices()) {
      // By endpoint: a host with two new ports stays with all that it has, once.
      Map<String, RealServerSpec> servers = new LinkedHashMap<>();
      for (RealServerSpec server : service.realServers()) {
        if (unready.contains(server.host()) && !has(present, service, server)) {
          leftOut.add(server.host());
          before(present, service, server)
              .forEach(each -> servers.putIfAbsent(endpoint(each), each));
        } else {
          servers.put(endpoint(server), server);
        }
      }
      services.add(service.withRealServers(List.copyOf(servers.values())));
    }
    return new Readiness(state.withVirtualServices(services), leftOut);
  }

  private static boolean has(
      List<ServiceView> present, VirtualServiceSpec service, RealServerSpec server) {
    return realServers(present, service)
        .anyMatch(view -> view.address().equals(server.address()) && view.port() == server.port());
  }

  /** The host with its present addresses and ports in this service. */
  private static List<RealServerSpec> before(
      List<ServiceView> present, VirtualServiceSpec service, RealServerSpec server) {
    return realServers(present, service)
        .filter(view -> view.host().equals(server.host()))
        .map(view ->
            new RealServerSpec(
                view.host(), view.address(), view.port(), server.weight(), server.own()))
        .toList();
  }

  private static String endpoint(RealServerSpec server) {
    return server.address() + " " + server.port();
  }

  private static Stream<RealServerView> realServers(
      List<ServiceView> present, VirtualServiceSpec service) {
    String key = service.text();
    return present.stream()
        .filter(view -> view.address().equals(key))
        .flatMap(view -> view.realServers().stream());
  }
}
