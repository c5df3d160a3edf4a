package org.hactl.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.AddressChange;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;

/**
 * How the addresses of a state's routers are added, worked out before they have to be. Pure.
 *
 * @param byRouter only routers that hold addresses, and nothing that must be in place before them
 */
record TakeoverPlan(Map<String, List<Addition>> byRouter) {
  /** Come after the addresses. */
  private static final Set<String> LATER_KINDS = Set.of("route", "rule");

  /**
   * One address.
   *
   * @param owned as the ownership journal has it where it is ours to add
   */
  record Addition(Owned owned, AddressChange change) {
    static Addition of(AddressResource address) {
      return new Addition(new Owned(address, Map.of()), new AddressChange.Add(address.inKernel()));
    }
  }

  static TakeoverPlan of(HostState state) {
    Map<String, List<Addition>> byRouter = new HashMap<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      List<Addition> additions = additions(router);
      if (!additions.isEmpty()) {
        byRouter.put(router.name(), additions);
      }
    }
    return new TakeoverPlan(Map.copyOf(byRouter));
  }

  /** What that router needs; nothing if it is not planned for. */
  List<Addition> of(String router) {
    return byRouter.getOrDefault(router, List.of());
  }

  private static List<Addition> additions(VirtualRouterSpec router) {
    List<Addition> additions = new ArrayList<>();
    for (Resource held : router.held()) {
      // On the loopback an address waits for the ARP sysctls.
      if (held instanceof AddressResource address && !address.interfaceName().equals("lo")) {
        additions.add(Addition.of(address));
      } else if (!LATER_KINDS.contains(held.id().kind())) {
        return List.of();
      }
    }
    return List.copyOf(additions);
  }
}
