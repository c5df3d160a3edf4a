package org.hactl.linux.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.kernel.Routes;
import org.hactl.linux.net.Family;

final class MemoryRoutes implements Routes {
  /** The metric of an IPv6 route without one: {@code IP6_RT_PRIO_USER}. */
  private static final long INET6_METRIC = 1024;

  private final MemoryKernel kernel;
  private final MemoryLinks links;
  private final List<Route> routes = new ArrayList<>();

  MemoryRoutes(MemoryKernel kernel, MemoryLinks links) {
    this.kernel = kernel;
    this.links = links;
  }

  @Override
  public synchronized List<Route> list() {
    return List.copyOf(routes);
  }

  @Override
  public BatchResult apply(List<RouteChange> changes) {
    return MemoryBatch.apply(changes, this::apply);
  }

  private void apply(RouteChange change) {
    Route route = normal(change.route());
    String object = route.toString();
    kernel.raiseFault(change.operation(), object);
    if (route.interfaceName() != null) {
      links.require(change.operation(), object, route.interfaceName());
    }
    Optional<Route> present =
        list().stream().filter(other -> sameIdentity(other, route)).findFirst();
    switch (change) {
      case RouteChange.Add _ -> {
        if (present.isPresent()) {
          throw new LinuxException(change.operation(), object, Errno.EEXIST, "");
        }
        put(route);
      }
      case RouteChange.Replace _ -> {
        present.ifPresent(this::drop);
        put(route);
      }
      case RouteChange.Remove _ ->
          drop(
              list().stream()
                  .filter(other -> isNamed(other, route))
                  .min(Comparator.comparingLong(Route::metric))
                  .orElseThrow(
                      () -> new LinuxException(change.operation(), object, Errno.ESRCH, "")));
    }
    kernel.changed();
  }

  private static Route normal(Route route) {
    boolean metricOfKernel = route.metric() == 0 && route.destination().family() == Family.INET6;
    return metricOfKernel ? route.withMetric(INET6_METRIC) : route;
  }

  private static boolean sameIdentity(Route one, Route other) {
    return one.table() == other.table()
        && one.destination().equals(other.destination())
        && one.metric() == other.metric();
  }

  /** Whether a removal names a route. A part that the removal leaves open matches any route. */
  private static boolean isNamed(Route present, Route named) {
    return named.table() == present.table()
        && named.destination().equals(present.destination())
        && (named.metric() == 0 || named.metric() == present.metric())
        && (named.gateway() == null || named.gateway().equals(present.gateway()))
        && (named.interfaceName() == null || named.interfaceName().equals(present.interfaceName()))
        && (named.protocol().equals(RouteProtocol.UNSPECIFIED)
            || named.protocol().equals(present.protocol()))
        && (named.type() == RouteType.UNSPEC || named.type() == present.type());
  }

  private void put(Route route) {
    synchronized (this) {
      routes.add(route);
    }
    kernel.tell(new KernelEvent.RouteAdded(route));
  }

  private void drop(Route route) {
    synchronized (this) {
      routes.remove(route);
    }
    kernel.tell(new KernelEvent.RouteRemoved(route));
  }

  void removeAll(String interfaceName) {
    list().stream()
        .filter(route -> interfaceName.equals(route.interfaceName()))
        .forEach(this::drop);
  }
}
