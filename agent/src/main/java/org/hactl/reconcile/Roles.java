package org.hactl.reconcile;

import java.util.Set;

/**
 * The roles of this host, as VRRP reports them.
 *
 * @param masters the names of the virtual routers that this host is master of
 */
public record Roles(Set<String> masters) {
  static final Roles NONE = new Roles(Set.of());

  public Roles {
    masters = Set.copyOf(masters);
  }

  public boolean isMaster(String router) {
    return masters.contains(router);
  }
}
