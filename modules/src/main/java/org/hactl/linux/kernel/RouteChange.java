package org.hactl.linux.kernel;

/** One change of the routes. */
public sealed interface RouteChange {
  Route route();

  /** The operation, for errors: {@code add route}. */
  String operation();

  /** Adds a route; there must be none with its destination and metric in the table. */
  record Add(Route route) implements RouteChange {
    @Override
    public String operation() {
      return "add route";
    }
  }

  /** Adds a route, or replaces the one with the same destination and metric. */
  record Replace(Route route) implements RouteChange {
    @Override
    public String operation() {
      return "replace route";
    }
  }

  /** Removes a route; all its fields must match. */
  record Remove(Route route) implements RouteChange {
    @Override
    public String operation() {
      return "remove route";
    }
  }
}
