package org.hactl.agent.converge;

import java.util.List;
import org.hactl.agent.converge.role.RoleAddressListener;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.reconcile.Reconciler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces the addresses that came with a role, and asks for a pass that does the rest. */
final class RoleAddressFollowUp implements RoleAddressListener {
  private static final Logger log = LoggerFactory.getLogger(RoleAddressFollowUp.class);

  private final EngineInbox inbox;
  private final Engines engines;
  private final Targets targets;
  private final Reconciler network;

  /**
   * @param network called on the network worker's thread only
   */
  RoleAddressFollowUp(EngineInbox inbox, Engines engines, Targets targets, Reconciler network) {
    this.inbox = inbox;
    this.engines = engines;
    this.targets = targets;
    this.network = network;
  }

  @Override
  public void taken(List<String> routers) {
    inbox.unannounced().announced(routers);
    engines.announce(routers);
    inbox
        .network()
        .run(() -> log.atInfo().addKeyValue("routers", routers.size()).log("addresses taken over"));
  }

  @Override
  public void changed(List<Resource> present, List<ResourceId> absent) {
    inbox
        .network()
        .run(() -> {
          network.reached(present, absent);
          if (absent.stream().anyMatch(each -> each.kind().equals(IpvsResource.KIND))) {
            // What a pass remembers of the table still has them.
            network.forget(IpvsResource.KIND);
          }
        });
  }

  @Override
  public void done() {
    inbox.wakeNetwork(targets.roleKinds());
  }
}
