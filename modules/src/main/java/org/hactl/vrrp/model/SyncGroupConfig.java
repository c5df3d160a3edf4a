package org.hactl.vrrp.model;

import java.util.List;

/**
 * Virtual routers that are master together or not at all.
 *
 * @param routers their names
 */
public record SyncGroupConfig(String name, List<String> routers) {
  public SyncGroupConfig {
    routers = List.copyOf(routers);
  }
}
