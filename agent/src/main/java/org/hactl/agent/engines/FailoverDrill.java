package org.hactl.agent.engines;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.agent.converge.ExpectedKernelEvents;
import org.hactl.agent.converge.LinuxResources;
import org.hactl.agent.converge.RoleAddresses;
import org.hactl.agent.converge.Targets;
import org.hactl.host.HostState;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.DesiredState;
import org.hactl.reconcile.FightLimiter;
import org.hactl.reconcile.HealthLookup;
import org.hactl.reconcile.Ownership;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.Reconciler;
import org.hactl.vrrp.engine.VrrpDrill;

/**
 * A few failovers on a kernel and a network in memory, while there is time: the virtual machine
 * compiles what it has seen often, and the first failover of many addresses is the one that counts.
 * Touches nothing of the host.
 */
final class FailoverDrill {
  /** With fewer addresses there is nothing to gain. */
  private static final int WORTHWHILE_ADDRESSES = 16;

  /** So often, over all rounds, an address comes and goes. */
  private static final int ENOUGH = 1000;

  private static final Set<String> KINDS = Set.of(AddressResource.KIND);

  private final AtomicBoolean done = new AtomicBoolean();

  /**
   * Drills once in the life of an agent, when it may come to hold many addresses.
   *
   * @return whether it did now
   */
  boolean follow(HostState state) {
    List<AddressResource> addresses =
        state.virtualRouters().stream()
            .flatMap(router -> router.held().stream())
            .filter(AddressResource.class::isInstance)
            .map(AddressResource.class::cast)
            .toList();
    if (addresses.size() < WORTHWHILE_ADDRESSES || !done.compareAndSet(false, true)) {
      return false;
    }
    run(state, addresses);
    return true;
  }

  private static void run(HostState state, List<AddressResource> addresses) {
    MemoryKernel kernel = new MemoryKernel();
    addresses.stream()
        .map(AddressResource::interfaceName)
        .distinct()
        .forEach(name -> kernel.withLink(name));
    Memory memory = new Memory();
    memory.take(addresses.stream().map(each -> new Owned(each, Map.of())).toList());
    Targets targets =
        new Targets(
            new DesiredState(new LinuxResources()), state, () -> HealthLookup.UNCHECKED, memory);
    targets.network(state);
    RoleAddresses roleAddresses =
        new RoleAddresses(
            kernel.addresses(),
            memory,
            targets,
            new ExpectedKernelEvents(),
            RoleAddresses.Listener.NOBODY);
    Reconciler reconciler =
        new Reconciler(
            Phase.NETWORK,
            List.of(new AddressModule(kernel)),
            memory,
            FightLimiter.standard(),
            System::nanoTime,
            targets::isOvertaken);
    for (int moved = 0; moved < ENOUGH; moved += addresses.size()) {
      for (boolean master : new boolean[] {true, false}) {
        state.virtualRouters().forEach(router -> targets.role(router.name(), master));
        var _ = roleAddresses.followAll();
        var _ =
            reconciler.reconcile(targets.networkWant(KINDS), Pass.over(KINDS), PassListener.SILENT);
      }
    }
    var _ = VrrpDrill.run(RouterConfigs.of(state));
  }

  /** The journal of a host that is none. */
  private static final class Memory implements Ownership {
    private final Map<ResourceId, Owned> owned = new HashMap<>();

    @Override
    public Collection<Owned> ofKind(String kind) {
      return List.copyOf(owned.values());
    }

    @Override
    public Optional<Owned> find(ResourceId id) {
      return Optional.ofNullable(owned.get(id));
    }

    @Override
    public void take(List<Owned> taken) {
      taken.forEach(each -> owned.put(each.id(), each));
    }

    @Override
    public void release(List<ResourceId> ids) {
      ids.forEach(owned::remove);
    }
  }
}
