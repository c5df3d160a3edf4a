package org.hactl.agent.passing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.agent.converge.NetworkAccess;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.rule.OwnTables;

/**
 * Takes packets for the VIPs of virtual routers that another director passes on. For one thread at
 * a time.
 */
final class Taking {
  private final NetworkAccess network;
  private final Kernel kernel;

  /** By router. */
  private final Map<String, List<TakingRoute>> taken = new TreeMap<>();

  Taking(NetworkAccess network, Kernel kernel) {
    this.network = network;
    this.kernel = kernel;
  }

  /**
   * Begins, unless it has begun.
   *
   * @return the ways by VIP
   */
  Map<String, String> begin(String router) {
    List<TakingRoute> routes = taken.get(router);
    if (routes == null) {
      routes = network.submit(() -> add(router)).join();
      taken.put(router, routes);
    }
    return routes.stream().collect(Collectors.toMap(TakingRoute::vip, TakingRoute::way));
  }

  Set<String> routers() {
    return Set.copyOf(taken.keySet());
  }

  /** Ends it; nothing happens if it has not begun. */
  void end(String router) {
    List<TakingRoute> routes = taken.remove(router);
    if (routes != null) {
      network
          .submit(() -> {
            removeFrom(routes);
            return router;
          })
          .join();
    }
  }

  private List<TakingRoute> add(String router) {
    HostState state = network.state();
    VirtualRouterSpec spec =
        state.virtualRouters().stream()
            .filter(each -> each.name().equals(router))
            .findFirst()
            .orElseThrow();
    List<TakingRoute> routes = TakingRoute.plan(state, spec, kernel.addresses().list());
    try {
      routes.stream().flatMap(each -> each.rules().stream()).forEach(this::add);
      requireProtocols();
      // Only now there is something to which the rules lead.
      routes.forEach(each -> kernel.routes().replace(each.route()));
    } catch (LinuxException e) {
      removeFrom(routes);
      throw e;
    }
    return routes;
  }

  private void add(Rule rule) {
    try {
      kernel.rules().add(rule);
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.EEXIST)) {
        throw e;
      }
    }
  }

  /** A kernel before 4.17 leaves the protocol out: the host would answer ARP for the VIP. */
  private void requireProtocols() {
    boolean all =
        kernel.rules().list().stream()
            .filter(each -> each.table() == OwnTables.PASSED)
            .allMatch(each -> each.ipProtocol() != null);
    if (!all) {
      throw new LinuxException(
          "add", "a rule for a protocol", Errno.NONE, "this kernel does not know the selector");
    }
  }

  private void removeFrom(List<TakingRoute> routes) {
    Set<InetPrefix> vips =
        routes.stream().map(each -> each.route().destination()).collect(Collectors.toSet());
    remove(
        kernel,
        kernel.routes().list().stream()
            .filter(each -> each.table() == OwnTables.PASSED && vips.contains(each.destination()))
            .toList(),
        kernel.rules().list().stream()
            .filter(each -> each.table() == OwnTables.PASSED)
            .filter(each -> each.to() != null && vips.contains(each.to()))
            .toList());
  }

  private static void remove(Kernel kernel, List<Route> routes, List<Rule> rules) {
    routes.forEach(kernel.routes()::remove);
    rules.forEach(kernel.rules()::remove);
  }
}
