package org.hactl.vrrp.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.protocol.SyncGroups;

/** Checks that the routers of one host do not conflict with each other. */
final class ConfigurationCheck {
  private ConfigurationCheck() {}

  /** Refuses routers with the same name, or with the same VRID on one interface. */
  static void check(List<RouterConfig> configs, List<SyncGroupConfig> groups) {
    Set<String> names = new HashSet<>();
    Map<String, String> routersByVrid = new HashMap<>();
    for (RouterConfig config : configs) {
      if (!names.add(config.name())) {
        throw new IllegalArgumentException("virtual router " + config.name() + " is given twice");
      }
      String vrid = config.virtualRouterId() + " on " + config.interfaceName();
      String other = routersByVrid.put(config.family() + " " + vrid, config.name());
      if (other != null) {
        throw new IllegalArgumentException(
            "virtual routers " + other + " and " + config.name() + " both have VRID " + vrid);
      }
    }
    SyncGroups.check(names, groups);
  }
}
