package org.hactl.agent.converge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.hactl.agent.converge.role.CurrentRoles;
import org.hactl.agent.converge.role.RoleAddressListener;
import org.hactl.agent.converge.time.Clock;
import org.hactl.host.Holds;
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

/**
 * Runs a few failovers on a kernel and a network in memory, so that the Java virtual machine
 * compiles their code before the first real failover of many addresses. Changes nothing on the
 * host.
 */
final class FailoverDrill {
  /** With fewer addresses a drill gains nothing. */
  private static final int MIN_ADDRESSES = 16;

  /** How often all rounds together add and remove an address. */
  private static final int ADDRESS_MOVES = 1000;

  private static final Set<String> KINDS = Set.of(AddressResource.KIND);

  private final AtomicBoolean done = new AtomicBoolean();
  private final Consumer<HostState> vrrp;

  /**
   * @param vrrp runs the VRRP side of a failover in memory
   */
  FailoverDrill(Consumer<HostState> vrrp) {
    this.vrrp = vrrp;
  }

  /**
   * Runs the drill once in each run of the agent, for the first state with many addresses.
   *
   * @return whether the drill ran now
   */
  boolean follow(HostState state) {
    List<AddressResource> addresses =
        state.virtualRouters().stream()
            .flatMap(router -> router.held().stream())
            .filter(AddressResource.class::isInstance)
            .map(AddressResource.class::cast)
            .toList();
    if (addresses.size() < MIN_ADDRESSES || !done.compareAndSet(false, true)) {
      return false;
    }
    run(state, addresses);
    vrrp.accept(state);
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
    CurrentRoles roles = new CurrentRoles();
    Targets targets =
        new Targets(
            new DesiredState(new LinuxResources()),
            roles,
            () -> HealthLookup.UNCHECKED,
            () -> Holds.NONE,
            memory);
    targets.network(state);
    RoleAddresses roleAddresses =
        new RoleAddresses(
            kernel,
            memory,
            targets,
            new ExpectedKernelEvents(),
            new LinkedBlockingQueue<>(),
            RoleAddressListener.NOOP,
            Clock.SYSTEM,
            AgentThreads.PLATFORM);
    Reconciler reconciler =
        new Reconciler(
            Phase.NETWORK,
            List.of(new AddressModule(kernel)),
            memory,
            FightLimiter.standard(),
            System::nanoTime,
            targets::isOvertaken);
    for (int moved = 0; moved < ADDRESS_MOVES; moved += addresses.size()) {
      for (boolean master : new boolean[] {true, false}) {
        state.virtualRouters().forEach(router -> roles.set(router.name(), master));
        var _ = roleAddresses.followAll();
        var _ =
            reconciler.reconcile(targets.networkWant(KINDS), Pass.over(KINDS), PassListener.SILENT);
      }
    }
  }

  /** An ownership journal in memory. */
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
