package org.hactl.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.linux.FakeKernel;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.FightLimiter;
import org.hactl.reconcile.Ownership;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.Reconciler;
import org.hactl.reconcile.Want;

/**
 * A few failovers on a kernel in memory, while there is time: the virtual machine compiles what it
 * has seen often, and the first failover of many addresses is the one that counts. Touches nothing
 * of the host.
 */
final class FailoverDrill {
  /** With fewer addresses there is nothing to gain. */
  private static final int WORTHWHILE_ADDRESSES = 16;

  private static final int ADDRESSES = 250;
  private static final int ROUNDS = 4;
  private static final String INTERFACE = "eth0";

  private final AtomicBoolean done = new AtomicBoolean();

  /**
   * Drills once in the life of an agent, when it may come to hold many addresses.
   *
   * @return whether it did now
   */
  boolean follow(HostState state) {
    long addresses =
        state.virtualRouters().stream()
            .flatMap(router -> router.held().stream())
            .filter(AddressResource.class::isInstance)
            .count();
    if (addresses < WORTHWHILE_ADDRESSES || !done.compareAndSet(false, true)) {
      return false;
    }
    run();
    return true;
  }

  private static void run() {
    FakeKernel kernel = new FakeKernel().withLink(INTERFACE);
    Reconciler reconciler =
        new Reconciler(
            Phase.NETWORK,
            List.of(new AddressModule(kernel)),
            new Memory(),
            FightLimiter.standard(),
            System::nanoTime,
            _ -> false);
    List<Resource> held = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      held.add(AddressResource.of(INTERFACE, "192.0.2." + i));
    }
    Want master = new Want(held, held, Set.of(), DriftPolicy.Mode.CORRECT);
    Want backup = new Want(List.of(), held, Set.of(), DriftPolicy.Mode.CORRECT);
    Pass pass = Pass.over(Set.of(AddressResource.KIND));
    for (int round = 0; round < ROUNDS; round++) {
      var _ = reconciler.reconcile(master, pass, PassListener.SILENT);
      var _ = reconciler.reconcile(backup, pass, PassListener.SILENT);
    }
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
