package org.hactl.agent.converge.role;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Link;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;

/**
 * How the addresses of a state's routers come and go with their roles, computed in advance. Pure.
 *
 * @param coming the addresses to add, only for routers that hold nothing that must be in place
 *     before them
 * @param going the addresses to remove, in the opposite order; only for routers that hold nothing
 *     else, because that would have to go first
 */
public record RoleAddressPlan(Map<String, List<Held>> coming, Map<String, List<Held>> going) {
  /** Resources of these kinds come after the addresses. */
  private static final Set<String> LATER_KINDS = Set.of(RouteResource.KIND, RuleResource.KIND);

  /**
   * One address.
   *
   * @param owned its entry in the ownership journal, if hactl may add and remove the address
   */
  public record Held(Owned owned, AddressChange addition, AddressChange removal) {
    public static Held of(AddressResource address) {
      return new Held(
          new Owned(address, Map.of()),
          new AddressChange.Add(address.inKernel()),
          new AddressChange.Remove(
              address.interfaceName(), address.inKernel().prefix(), address.inKernel().peer()));
    }
  }

  public static RoleAddressPlan of(HostState state) {
    Map<String, List<Held>> coming = new HashMap<>();
    Map<String, List<Held>> going = new HashMap<>();
    Set<ResourceId> standing =
        state.resources().stream().map(Resource::id).collect(Collectors.toSet());
    for (VirtualRouterSpec router : state.virtualRouters()) {
      List<Held> held = held(router, standing);
      if (!held.isEmpty()) {
        coming.put(router.name(), held);
        if (router.held().stream().allMatch(AddressResource.class::isInstance)) {
          going.put(router.name(), held.reversed());
        }
      }
    }
    return new RoleAddressPlan(Map.copyOf(coming), Map.copyOf(going));
  }

  /** The addresses that come with the role of this router; empty if the plan does not cover it. */
  public List<Held> coming(String router) {
    return coming.getOrDefault(router, List.of());
  }

  /** The addresses that go with the role of this router; empty if the plan does not cover it. */
  public List<Held> going(String router) {
    return going.getOrDefault(router, List.of());
  }

  private static List<Held> held(VirtualRouterSpec router, Set<ResourceId> standing) {
    List<Held> addresses = new ArrayList<>();
    for (Resource held : router.held()) {
      if (standing.contains(held.id())) {
        continue;
      }
      // On the loopback an address waits for the ARP sysctls.
      if (held instanceof AddressResource address
          && !address.interfaceName().equals(Link.LOOPBACK)) {
        addresses.add(Held.of(address));
      } else if (!LATER_KINDS.contains(held.id().kind())) {
        return List.of();
      }
    }
    return List.copyOf(addresses);
  }
}
