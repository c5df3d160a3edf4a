package org.hactl.reconcile;

import java.util.Set;

/**
 * What VRRP says.
 *
 * @param masters the names of the virtual routers that this host is master of
 */
public record Roles(Set<String> masters) {
  public static final Roles NONE = new Roles(Set.of());

  public Roles {
    masters = Set.copyOf(masters);
  }

  public boolean isMaster(String router) {
    return masters.contains(router);
  }
}
