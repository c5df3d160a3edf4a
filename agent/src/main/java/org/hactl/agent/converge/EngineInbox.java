package org.hactl.agent.converge;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hactl.agent.converge.role.CurrentRoles;
import org.hactl.agent.converge.role.UnannouncedMasters;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.module.Module;
import org.hactl.module.Phase;
import org.hactl.module.ipvs.IpvsResource;

/**
 * The engines tell the workers here which roles this host has and which kinds to look at. The agent
 * makes the inbox before the engines and the workers, so that neither of them needs the other. Safe
 * for use from any thread.
 */
public final class EngineInbox implements EngineEvents {
  private static final Set<String> IPVS = Set.of(IpvsResource.KIND);

  private final WorkQueue software;
  private final WorkQueue network;
  private final CurrentRoles roles = new CurrentRoles();
  private final BlockingQueue<String> changedRouters = new LinkedBlockingQueue<>();
  private final UnannouncedMasters unannounced = new UnannouncedMasters();
  private final Clock clock;

  /**
   * @param modules one for each kind of resource
   */
  public EngineInbox(Collection<? extends Module<?, ?>> modules, Clock clock) {
    this.software = WorkQueue.of(Phase.SOFTWARE, modules, clock);
    this.network = WorkQueue.of(Phase.NETWORK, modules, clock);
    this.clock = clock;
  }

  @Override
  public void roleChanged(String routerOfEngine, boolean master) {
    String router = roles.name(routerOfEngine);
    if (master) {
      unannounced.becameMaster(router);
    } else {
      unannounced.leftMaster(router);
    }
    roles.set(router, master);
    changedRouters.add(router);
  }

  @Override
  public void healthChanged() {
    wakeNetwork(IPVS);
  }

  @Override
  public void fullPassDue() {
    wakeAll(FoundBy.SCHEDULE);
  }

  void wakeAll(FoundBy foundBy) {
    Cause cause = new Cause(foundBy, false, clock.nanos());
    network.wakeAll(cause);
    software.wakeAll(cause);
  }

  void wakeNetwork(Set<String> kinds) {
    network.wake(kinds, new Cause(FoundBy.POLL, false, clock.nanos()));
  }

  WorkQueue software() {
    return software;
  }

  WorkQueue network() {
    return network;
  }

  CurrentRoles roles() {
    return roles;
  }

  /** The routers whose role has changed, in order. */
  BlockingQueue<String> changedRouters() {
    return changedRouters;
  }

  UnannouncedMasters unannounced() {
    return unannounced;
  }
}
