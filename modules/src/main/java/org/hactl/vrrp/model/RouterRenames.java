package org.hactl.vrrp.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which routers of a host only have another name in a new configuration. Their name is not on the
 * wire, so they keep their role. Pure.
 */
public final class RouterRenames {
  private RouterRenames() {}

  /**
   * The new names by the old ones. A router that takes the name of another one is not renamed, so
   * that each name means one router at any time.
   */
  public static Map<String, String> between(
      Collection<RouterConfig> before, Collection<RouterConfig> after) {
    Set<String> old = names(before);
    Set<String> now = names(after);
    Map<String, String> renames = new LinkedHashMap<>();
    for (RouterConfig router : after) {
      if (!old.contains(router.name())) {
        before.stream()
            .filter(each -> !now.contains(each.name()) && each.isSameButForName(router))
            .findFirst()
            .ifPresent(each -> renames.put(each.name(), router.name()));
      }
    }
    return renames;
  }

  private static Set<String> names(Collection<RouterConfig> routers) {
    return routers.stream().map(RouterConfig::name).collect(Collectors.toSet());
  }
}
