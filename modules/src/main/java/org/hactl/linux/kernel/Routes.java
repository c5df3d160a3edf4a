package org.hactl.linux.kernel;

import java.util.List;

/** The host's routes, of all tables. */
public interface Routes {
  /** All routes of both families and all tables, without cloned routes of the kernel's cache. */
  List<Route> list();

  BatchResult apply(List<RouteChange> changes);

  /**
   * @throws LinuxException EEXIST if there is a route to the same destination with the same metric
   */
  default void add(Route route) {
    apply(List.of(new RouteChange.Add(route))).orThrow();
  }

  /** Adds a route, or replaces the one with the same destination and metric. */
  default void replace(Route route) {
    apply(List.of(new RouteChange.Replace(route))).orThrow();
  }

  /**
   * @throws LinuxException ESRCH if there is no such route
   */
  default void remove(Route route) {
    apply(List.of(new RouteChange.Remove(route))).orThrow();
  }
}
