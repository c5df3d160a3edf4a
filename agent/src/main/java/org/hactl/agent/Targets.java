package org.hactl.agent;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.hactl.host.HostState;
import org.hactl.module.Owned;
import org.hactl.reconcile.DesiredState;
import org.hactl.reconcile.Detour;
import org.hactl.reconcile.Health;
import org.hactl.reconcile.Ownership;
import org.hactl.reconcile.Roles;
import org.hactl.reconcile.Want;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of the pure function: what each phase works towards, the roles, the health. An event
 * changes an input here and wakes a worker. Safe for use from any thread.
 *
 * <p>While a generation is being applied the phases differ: the network keeps to the old state
 * until the software of the new one is there.
 */
final class Targets {
  private final DesiredState function;
  private final Supplier<Health> health;
  private final Ownership ownership;
  private volatile HostState software;
  private volatile HostState network;
  private volatile Roles roles = Roles.NONE;
  private volatile @Nullable Detour detour;
  private boolean stopping;

  Targets(DesiredState function, HostState initial, Supplier<Health> health, Ownership ownership) {
    this.function = function;
    this.software = initial;
    this.network = initial;
    this.health = health;
    this.ownership = ownership;
  }

  HostState network() {
    return network;
  }

  HostState software() {
    return software;
  }

  void software(HostState state) {
    software = state;
  }

  void network(HostState state) {
    network = state;
  }

  Roles roles() {
    return roles;
  }

  /** Notes who is master of a router now. */
  synchronized void role(String router, boolean master) {
    if (stopping) {
      return;
    }
    Set<String> masters = new HashSet<>(roles.masters());
    if (master) {
      masters.add(router);
    } else {
      masters.remove(router);
    }
    roles = new Roles(masters);
  }

  /** Tries a real server through one of the services; null ends it. */
  void detour(@Nullable Detour wanted) {
    detour = wanted;
  }

  /** From now on this host is master of nothing, whatever the engine says. */
  synchronized void stop() {
    stopping = true;
    roles = Roles.NONE;
  }

  Want softwareWant() {
    return want(software);
  }

  Want networkWant() {
    return want(network);
  }

  /** What that state would mean with the roles and the health of this moment. */
  Want want(HostState state) {
    Collection<Owned> programmed = ownership.ofKind("ipvs");
    return new Want(
        function.of(state, roles, health.get(), programmed, detour),
        function.claimed(state),
        state.exclusive(),
        state.drift().mode());
  }
}
