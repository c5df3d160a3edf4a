package org.hactl.vrrp.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Which routers of a host have another name in a new configuration. Their name is not on the wire,
 * so they keep their role. Pure.
 */
public final class RouterRenames {
  private RouterRenames() {}

  /**
   * The new names by the old ones: of routers that are the same on the wire, then of routers that
   * have the same VIPs on the same interface, then of those that have one VIP of them. A router
   * that takes the name of another one is not renamed, so that each name means one router at any
   * time.
   */
  public static Map<String, String> between(
      Collection<RouterConfig> before, Collection<RouterConfig> after) {
    Map<String, String> renames = new LinkedHashMap<>();
    pair(before, after, renames, RouterConfig::isSameButForName);
    pair(before, after, renames, RouterConfig::hasSameVips);
    pair(before, after, renames, RouterConfig::sharesVip);
    return renames;
  }

  private static void pair(
      Collection<RouterConfig> before,
      Collection<RouterConfig> after,
      Map<String, String> renames,
      BiPredicate<RouterConfig, RouterConfig> like) {
    Set<String> old = names(before);
    Set<String> now = names(after);
    for (RouterConfig router : after) {
      if (!old.contains(router.name()) && !renames.containsValue(router.name())) {
        before.stream()
            .filter(each -> !now.contains(each.name()) && !renames.containsKey(each.name()))
            .filter(each -> like.test(each, router))
            .findFirst()
            .ifPresent(each -> renames.put(each.name(), router.name()));
      }
    }
  }

  private static Set<String> names(Collection<RouterConfig> routers) {
    return routers.stream().map(RouterConfig::name).collect(Collectors.toSet());
  }
}
