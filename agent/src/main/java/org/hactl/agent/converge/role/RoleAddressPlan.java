package org.hactl.agent.converge.role;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.DirectRouting;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Link;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;
import org.hactl.module.sysctl.SysctlResource;

/**
 * How the addresses of a state's routers come and go with their roles, computed in advance. Pure.
 *
 * @param coming the addresses to add, only for routers that hold nothing that must be in place
 *     before them
 * @param going the addresses to remove, in the opposite order; only for routers that hold nothing
 *     else, because that would have to go first
 * @param standby the addresses on the loopback that come when the role goes
 * @param quiet what must be in place before an address is on the loopback
 * @param services what IPVS must not have any more when the role goes
 */
public record RoleAddressPlan(
    Map<String, List<Held>> coming,
    Map<String, List<Held>> going,
    Map<String, List<Held>> standby,
    List<SysctlResource> quiet,
    Map<String, List<VirtualServiceSpec>> services) {
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
    Map<String, List<Held>> standby = new HashMap<>();
    Map<String, List<VirtualServiceSpec>> services = new HashMap<>();
    Set<ResourceId> standing =
        state.resources().stream().map(Resource::id).collect(Collectors.toSet());
    for (VirtualRouterSpec router : state.virtualRouters()) {
      standby.put(router.name(), addresses(router.standby(), standing));
      services.put(router.name(), state.servicesOfMaster(router.name()));
      List<Held> held = held(router, standing);
      if (!held.isEmpty()) {
        coming.put(router.name(), held);
        if (router.held().stream().allMatch(AddressResource.class::isInstance)) {
          going.put(router.name(), held.reversed());
        }
      }
    }
    return new RoleAddressPlan(
        Map.copyOf(coming),
        Map.copyOf(going),
        Map.copyOf(standby),
        quiet(state),
        Map.copyOf(services));
  }

  /** The addresses that come with the role of this router; empty if the plan does not cover it. */
  public List<Held> coming(String router) {
    return coming.getOrDefault(router, List.of());
  }

  /** The addresses that go with the role of this router; empty if the plan does not cover it. */
  public List<Held> going(String router) {
    return going.getOrDefault(router, List.of());
  }

  /** The addresses that come on the loopback when the role of this router goes. */
  public List<Held> standby(String router) {
    return standby.getOrDefault(router, List.of());
  }

  /** The virtual services that leave IPVS before anything else when the role goes. */
  public List<VirtualServiceSpec> services(String router) {
    return services.getOrDefault(router, List.of());
  }

  private static List<Held> addresses(List<Resource> resources, Set<ResourceId> standing) {
    return resources.stream()
        .filter(each -> !standing.contains(each.id()))
        .filter(AddressResource.class::isInstance)
        .map(each -> Held.of((AddressResource) each))
        .toList();
  }

  private static List<SysctlResource> quiet(HostState state) {
    return state.resources().stream()
        .filter(each -> DirectRouting.isArpSysctl(each.id()))
        .map(SysctlResource.class::cast)
        .toList();
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
