package org.hactl.vrrp.model;

import java.util.List;

/**
 * A sync group: virtual routers that are all master or none of them.
 *
 * @param routers their names
 */
public record SyncGroupConfig(String name, List<String> routers) {
  public SyncGroupConfig {
    routers = List.copyOf(routers);
  }
}
