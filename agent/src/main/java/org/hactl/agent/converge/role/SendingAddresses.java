package org.hactl.agent.converge.role;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.SourceRule;

/**
 * Finds the virtual routers that a new state puts where they have no address to send advertisements
 * from. The engine would report a fault on every director at once. Pure.
 */
final class SendingAddresses {
  private final HostState before;
  private final HostState after;
  private final List<InterfaceAddress> present;
  private final Predicate<ResourceId> owned;

  /** The routers of the state in force, by their names in the new one. */
  private final Map<String, RouterConfig> earlier = new HashMap<>();

  /**
   * @param before the state in force
   * @param present the addresses that the kernel has
   * @param owned whether hactl added an address: then it goes if the new state does not name it
   */
  SendingAddresses(
      HostState before,
      HostState after,
      List<InterfaceAddress> present,
      Predicate<ResourceId> owned) {
    this.before = before;
    this.after = after;
    this.present = present;
    this.owned = owned;
    Map<String, String> renames = before.renamesTo(after);
    before.virtualRouters().stream()
        .map(VirtualRouterSpec::config)
        .forEach(each -> earlier.put(renames.getOrDefault(each.name(), each.name()), each));
  }

  /**
   * What a router lacks, in words; empty also if the router is as it was, and if its address was
   * away before the change.
   */
  Optional<String> problem(RouterConfig router) {
    RouterConfig was = earlier.get(router.name());
    if (router.equals(was)
        || canSend(router, after, sources(router))
        || was != null
            && SourceRule.isSame(was, router)
            && !canSend(was, before, there(was, _ -> true))) {
      return Optional.empty();
    }
    String name = router.interfaceName();
    InetAddress wanted = router.transport().source();
    return Optional.of(
        wanted == null
            ? "%s has no %s address of its own, so the router cannot send advertisements; give %s one, or name another interface"
                .formatted(name, SourceRule.kind(router), name)
            : "%s does not have the address %s to send from; give %s this address, or name another source or interface"
                .formatted(name, InetAddresses.format(wanted), name));
  }

  /** The addresses that the router's interface will have in any role. */
  private Set<InetAddress> sources(RouterConfig router) {
    Set<InetAddress> sources = there(router, id -> !isHeldOrOwned(id));
    Stream<Resource> owners =
        after.virtualRouters().stream()
            .filter(VirtualRouterSpec::ownsItsAddresses)
            .flatMap(each -> each.held().stream());
    Stream.concat(after.resources().stream(), owners)
        .flatMap(SendingAddresses::address)
        .filter(each -> each.interfaceName().equals(router.interfaceName()))
        .forEach(each -> sources.add(each.inKernel().prefix().address()));
    return sources;
  }

  private boolean isHeldOrOwned(ResourceId id) {
    return owned.test(id)
        || before.virtualRouters().stream()
            .filter(each -> !each.ownsItsAddresses())
            .flatMap(each -> each.held().stream())
            .anyMatch(each -> each.id().equals(id));
  }

  private Set<InetAddress> there(RouterConfig router, Predicate<ResourceId> counts) {
    return present.stream()
        .filter(each -> each.interfaceName().equals(router.interfaceName()))
        .filter(each -> !each.flags().contains(AddressFlag.DADFAILED))
        .filter(each -> counts.test(AddressResource.id(each.interfaceName(), each.prefix())))
        .map(each -> each.prefix().address())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** No router sends from a VIP, unless the host owns it or the site says so. */
  private static boolean canSend(RouterConfig router, HostState state, Set<InetAddress> sources) {
    Set<InetAddress> virtual =
        router.transport().source() != null ? Set.of() : virtual(router, state);
    return sources.stream()
        .anyMatch(each -> SourceRule.fits(router, each) && !virtual.contains(each));
  }

  private static Set<InetAddress> virtual(RouterConfig router, HostState state) {
    Set<InetAddress> virtual = new HashSet<>();
    for (VirtualRouterSpec each : state.virtualRouters()) {
      boolean beside = each.interfaceName().equals(router.interfaceName());
      if (beside && each.ownsItsAddresses()) {
        continue;
      }
      if (beside) {
        virtual.addAll(each.config().addresses());
      }
      each.held().stream()
          .flatMap(SendingAddresses::address)
          .filter(held -> beside || held.interfaceName().equals(router.interfaceName()))
          .forEach(held -> virtual.add(held.inKernel().prefix().address()));
    }
    return virtual;
  }

  private static Stream<AddressResource> address(Resource resource) {
    return resource instanceof AddressResource address ? Stream.of(address) : Stream.empty();
  }
}
