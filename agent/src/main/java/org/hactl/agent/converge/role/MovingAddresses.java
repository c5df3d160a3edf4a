package org.hactl.agent.converge.role;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;

/**
 * The addresses that an apply moves to a virtual router of which another director is master. They
 * stay on this host until that one has had the time to add and announce them. Pure.
 */
public final class MovingAddresses {
  private MovingAddresses() {}

  /**
   * @param before the state in force before
   * @param after the state that is applied
   * @param isMaster whether this host is master of the router that has that name before
   */
  public static List<Resource> of(HostState before, HostState after, Predicate<String> isMaster) {
    Map<String, String> oldNames = new HashMap<>();
    before.renamesTo(after).forEach((from, to) -> oldNames.put(to, from));
    Predicate<String> staysMaster = name -> isMaster.test(oldNames.getOrDefault(name, name));
    List<Resource> stays = held(after, staysMaster).toList();
    List<Resource> elsewhere = held(after, staysMaster.negate()).toList();
    return held(before, isMaster)
        .filter(AddressResource.class::isInstance)
        .filter(each -> stays.stream().noneMatch(other -> other.id().equals(each.id())))
        .filter(each -> elsewhere.stream().anyMatch(other -> other.id().equals(each.id())))
        .toList();
  }

  private static Stream<Resource> held(HostState state, Predicate<String> which) {
    return state.virtualRouters().stream()
        .filter(router -> which.test(router.name()))
        .map(VirtualRouterSpec::held)
        .flatMap(List::stream);
  }
}
