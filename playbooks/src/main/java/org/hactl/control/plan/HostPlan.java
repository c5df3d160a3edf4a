package org.hactl.control.plan;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.host.DirectRouting;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/** Questions about the plan of one host; without an agent, everything would be created. */
public final class HostPlan {
  private HostPlan() {}

  /** The changes on a host that has nothing yet. */
  public static List<ChangeView> creatingAll(HostState state) {
    List<ChangeView> changes = new ArrayList<>();
    for (Resource resource : state.resources()) {
      changes.add(new ChangeView(resource.id(), Action.CREATE, List.of()));
    }
    for (VirtualRouterSpec router : state.virtualRouters()) {
      changes.add(
          created(
              "vrrp",
              router.name(),
              new FieldChange("interface", null, router.interfaceName()),
              new FieldChange("virtual_router_id", null, "" + router.config().virtualRouterId()),
              new FieldChange("priority", null, "" + router.config().priority()),
              new FieldChange("addresses", null, String.join(", ", router.addressTexts()))));
    }
    for (VirtualServiceSpec service : state.virtualServices()) {
      changes.add(
          created(
              "service",
              service.text(),
              new FieldChange("scheduler", null, service.scheduler()),
              new FieldChange("real_servers", null, "" + service.realServers().size())));
    }
    return changes;
  }

  /** Whether the site has nothing for the host. */
  public static boolean wantsNothing(HostState state) {
    return state.resources().isEmpty()
        && state.virtualRouters().isEmpty()
        && state.virtualServices().isEmpty();
  }

  /** How many parts the state has. */
  public static int size(HostState state) {
    return state.resources().size()
        + state.virtualRouters().size()
        + state.virtualServices().size();
  }

  private static ChangeView created(String kind, String key, FieldChange... fields) {
    return new ChangeView(new ResourceId(kind, key), Action.CREATE, List.of(fields));
  }

  /**
   * Whether the changes only remove something: what the host needs after them, it has before them.
   */
  public static boolean onlyRemoves(List<ChangeView> changes) {
    return changes.stream().allMatch(change -> change.action() == Action.DELETE);
  }

  /** Whether the changes create nothing, and remove what the host needs as a real server. */
  public static boolean leavesService(List<ChangeView> changes) {
    return changes.stream().noneMatch(change -> change.action() == Action.CREATE)
        && changes.stream()
            .anyMatch(
                change -> change.action() == Action.DELETE && DirectRouting.isNeeded(change.id()));
  }
}
