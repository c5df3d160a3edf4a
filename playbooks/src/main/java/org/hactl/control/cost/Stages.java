package org.hactl.control.cost;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.jspecify.annotations.Nullable;

/**
 * Whether a virtual router changes in stages: until an apply is confirmed, its directors advertise
 * as before and accept both, and afterwards the other way round. So they hear each other all the
 * time. The agents decide about it in {@link org.hactl.vrrp.model.RouterChanges}. Pure.
 */
public final class Stages {
  private static final String VRID = "virtual_router_id";

  /** With another one of these, a router is another router. */
  private static final Set<String> ANOTHER_ROUTER = Set.of("interface", "family", "sent_on");

  private Stages() {}

  /**
   * @param router a change of a virtual router
   * @param all the changes of its host
   * @param after the host's state with them; null if it is not known
   */
  public static boolean has(ChangeView router, List<ChangeView> all, @Nullable HostState after) {
    Set<String> fields =
        router.fields().stream().map(FieldChange::field).collect(Collectors.toSet());
    return router.action() == Action.UPDATE
        && fields.stream().noneMatch(ANOTHER_ROUTER::contains)
        && (!fields.contains(VRID)
            || !takesVridOfAnother(router, all) && !hasVirtualMac(router, after));
  }

  private static boolean takesVridOfAnother(ChangeView router, List<ChangeView> all) {
    Set<String> ours = vrids(router);
    return all.stream()
        .filter(each -> each.id().kind().equals(RouterCosts.KIND) && !each.id().equals(router.id()))
        .flatMap(each -> vrids(each).stream())
        .anyMatch(ours::contains);
  }

  private static Set<String> vrids(ChangeView router) {
    Set<String> vrids = new HashSet<>();
    router.fields().stream()
        .filter(each -> each.field().equals(VRID))
        .forEach(each -> {
          Optional.ofNullable(each.from()).ifPresent(vrids::add);
          Optional.ofNullable(each.to()).ifPresent(vrids::add);
        });
    return vrids;
  }

  /** A virtual MAC address follows from the VRID. */
  private static boolean hasVirtualMac(ChangeView router, @Nullable HostState after) {
    return after != null
        && after.virtualRouters().stream()
            .filter(each -> each.name().equals(router.id().key()))
            .map(VirtualRouterSpec::config)
            .anyMatch(each -> each.transport().sendInterface() != null);
  }
}
