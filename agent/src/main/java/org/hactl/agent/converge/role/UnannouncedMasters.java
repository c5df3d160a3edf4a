package org.hactl.agent.converge.role;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.Roles;

/**
 * Notices when the addresses of a master are in place, so that they can be announced: after the
 * router became master, and whenever an address had to be restored.
 */
public final class UnannouncedMasters {
  private final Set<String> unannounced = new HashSet<>();

  public synchronized void becameMaster(String router) {
    unannounced.add(router);
  }

  /** Says that the addresses of these masters have been announced already. */
  public synchronized void announced(Collection<String> routers) {
    unannounced.removeAll(Set.copyOf(routers));
  }

  public synchronized void leftMaster(String router) {
    unannounced.remove(router);
  }

  /**
   * After a pass over addresses: returns the masters whose addresses are in place and must be
   * announced now. The caller announces them: the announcement may have to wait for the engine, and
   * the engine must not wait for this object meanwhile.
   */
  public synchronized List<String> passed(HostState state, Roles roles, PassOutcome outcome) {
    Set<ResourceId> applied =
        outcome.done().stream()
            .filter(PassOutcome.Done::applied)
            .map(done -> done.change().id())
            .collect(Collectors.toSet());
    List<String> ready = new ArrayList<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      if (!roles.isMaster(router.name())) {
        continue;
      }
      List<ResourceId> mine =
          router.held().stream()
              .map(Resource::id)
              .filter(id -> id.kind().equals(AddressResource.KIND))
              .toList();
      boolean complete = outcome.inPlace().containsAll(mine);
      boolean fresh = mine.stream().anyMatch(applied::contains);
      if (complete && (unannounced.remove(router.name()) || fresh)) {
        ready.add(router.name());
      }
    }
    return ready;
  }
}
