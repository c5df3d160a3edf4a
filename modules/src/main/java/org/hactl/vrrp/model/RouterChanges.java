package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which routers of a host stay in another configuration. A router that appears in another way on
 * the wire stays if it can change in stages, in which directors hear each other all the time. Pure.
 */
public final class RouterChanges {
  private RouterChanges() {}

  /**
   * The earlier routers that stay, by their names in the new configuration. One that gets another
   * VRID or version stays as well, unless
   *
   * <ul>
   *   <li>it gets another interface or family at the same time, or another name and no VIP that it
   *       had;
   *   <li>it sends on another interface, or sends on one of its own, whose virtual MAC address
   *       follows from the VRID;
   *   <li>another router of this host has one of its VRIDs before or afterwards.
   * </ul>
   */
  public static Map<String, RouterConfig> staying(
      Collection<RouterConfig> before, Collection<RouterConfig> after) {
    Map<String, RouterConfig> old =
        before.stream().collect(Collectors.toMap(RouterConfig::name, Function.identity()));
    Map<String, RouterConfig> staying = new LinkedHashMap<>();
    Map<String, String> oldNames = new HashMap<>();
    RouterRenames.between(before, after).forEach((from, to) -> oldNames.put(to, from));
    for (RouterConfig router : after) {
      RouterConfig earlier = old.get(oldNames.getOrDefault(router.name(), router.name()));
      if (earlier != null
          && (earlier.isSameButForName(router) || isStaged(earlier, router, before, after))) {
        staying.put(router.name(), earlier);
      }
    }
    return staying;
  }

  private static boolean isStaged(
      RouterConfig from,
      RouterConfig to,
      Collection<RouterConfig> before,
      Collection<RouterConfig> after) {
    if (!from.isBeside(to) || !from.sendInterface().equals(to.sendInterface())) {
      return false;
    }
    if (from.virtualRouterId() == to.virtualRouterId()) {
      return true;
    }
    List<RouterConfig> all = new ArrayList<>(before);
    all.addAll(after);
    return from.transport().sendInterface() == null
        && to.transport().sendInterface() == null
        && all.stream()
            .filter(each -> !each.name().equals(from.name()) && !each.name().equals(to.name()))
            .filter(from::isBeside)
            .noneMatch(each ->
                each.virtualRouterId() == from.virtualRouterId()
                    || each.virtualRouterId() == to.virtualRouterId());
  }

  /** How the advertisements that a router hears beside its own differ from these, in words. */
  public static List<String> alsoHeard(RouterConfig router) {
    RouterConfig other = router.alsoHeard();
    if (other == null) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    if (other.virtualRouterId() != router.virtualRouterId()) {
      differences.add("vrid " + other.virtualRouterId());
    }
    if (other.version() != router.version()) {
      differences.add("v" + other.version().number());
    }
    if (!other.advertInterval().equals(router.advertInterval())) {
      differences.add("interval %d ms".formatted(other.advertInterval().toMillis()));
    }
    if (!other.authentication().equals(router.authentication())) {
      differences.add("another authentication");
    }
    if (!other.addresses().equals(router.addresses())) {
      differences.add(
          other.addresses().stream()
              .map(InetAddress::getHostAddress)
              .collect(Collectors.joining(" ", "VIPs ", "")));
    }
    if (!other.transport().equals(router.transport())) {
      differences.add("another group or other peers");
    }
    return List.copyOf(differences);
  }

  /** Whether the router can appear as it did before, for as long as others need that. */
  public static boolean hasStages(RouterConfig from, RouterConfig to) {
    return !from.appearsLike(to) && from.sendInterface().equals(to.sendInterface());
  }
}
