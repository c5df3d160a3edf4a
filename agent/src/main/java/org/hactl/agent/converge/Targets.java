package org.hactl.agent.converge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.reconcile.DesiredState;
import org.hactl.reconcile.Detour;
import org.hactl.reconcile.HealthLookup;
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
public final class Targets {
  private final DesiredState function;
  private final Supplier<HealthLookup> health;
  private final Ownership ownership;
  private volatile HostState software;
  private volatile HostState network;
  private volatile Set<String> heldKinds = andAddresses(Set.of());
  private volatile Map<ResourceId, List<String>> holders = Map.of();
  private RoleAddressPlan roleAddresses;
  private final Object networkLock = new Object();
  private final Set<String> masters = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Detour detour;
  private boolean stopping;

  public Targets(
      DesiredState function,
      HostState initial,
      Supplier<HealthLookup> health,
      Ownership ownership) {
    this.function = function;
    this.software = initial;
    this.network = initial;
    this.roleAddresses = RoleAddressPlan.of(initial);
    this.health = health;
    this.ownership = ownership;
  }

  public HostState network() {
    return network;
  }

  HostState software() {
    return software;
  }

  void software(HostState state) {
    software = state;
  }

  public void network(HostState state) {
    synchronized (networkLock) {
      // What the routers held before this state goes with a role as well.
      heldKinds =
          Stream.concat(function.claimed(network).stream(), function.claimed(state).stream())
              .map(resource -> resource.id().kind())
              .collect(Collectors.collectingAndThen(Collectors.toSet(), Targets::andAddresses));
      holders = holders(state);
      roleAddresses = RoleAddressPlan.of(state);
      network = state;
    }
  }

  private static Map<ResourceId, List<String>> holders(HostState state) {
    Map<ResourceId, List<String>> holders = new HashMap<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      for (Resource held : router.held()) {
        holders.computeIfAbsent(held.id(), _ -> new ArrayList<>()).add(router.name());
      }
    }
    // What stands among the host's own resources comes and goes with no role.
    state.resources().forEach(standing -> holders.remove(standing.id()));
    return holders;
  }

  /** Whether a router that this host is master of at this moment holds it. */
  boolean isHeld(ResourceId id) {
    return holders.getOrDefault(id, List.of()).stream().anyMatch(this::isMaster);
  }

  /**
   * Whether a role has come or gone since a pass made up its mind, so that it is not for that pass
   * to make this change. The pass for the role follows.
   */
  public boolean isOvertaken(Change change) {
    ResourceId id = change.id();
    return change.action() == Action.DELETE ? isHeld(id) : holders.containsKey(id) && !isHeld(id);
  }

  /** Does something by the plan of the network's state, which stays the state until it is done. */
  <T> T byRoleAddressPlan(Function<RoleAddressPlan, T> action) {
    synchronized (networkLock) {
      return action.apply(roleAddresses);
    }
  }

  Roles roles() {
    return new Roles(masters);
  }

  boolean isMaster(String router) {
    return masters.contains(router);
  }

  /** Notes who is master of a router now. */
  public synchronized void role(String router, boolean master) {
    if (stopping) {
      return;
    }
    if (master) {
      masters.add(router);
    } else {
      masters.remove(router);
    }
  }

  /** The kinds that a change of a role brings or takes. */
  Set<String> roleKinds() {
    // A try of a real server ends where its service's address comes.
    return detour == null ? heldKinds : with(heldKinds, IpvsResource.KIND);
  }

  /** The kinds of all that any router may hold. */
  Set<String> heldKinds() {
    return heldKinds;
  }

  private static Set<String> andAddresses(Set<String> kinds) {
    return with(kinds, AddressResource.KIND);
  }

  private static Set<String> with(Set<String> kinds, String kind) {
    Set<String> more = new HashSet<>(kinds);
    more.add(kind);
    return Set.copyOf(more);
  }

  /** What this host has for now, as the master that it is. */
  public List<Resource> held() {
    return network.virtualRouters().stream()
        .filter(router -> isMaster(router.name()))
        .flatMap(router -> router.held().stream())
        .distinct()
        .toList();
  }

  /** Tries a real server through one of the services; null ends it. */
  public void detour(@Nullable Detour wanted) {
    detour = wanted;
  }

  /** From now on this host is master of nothing, whatever the engine says. */
  synchronized void stop() {
    stopping = true;
    masters.clear();
  }

  Want softwareWant(Set<String> kinds) {
    return want(software, kinds);
  }

  /**
   * @param kinds of which all is said; a pass over the addresses need not make up its mind about
   *     ten thousand virtual services
   */
  public Want networkWant(Set<String> kinds) {
    return want(network, kinds);
  }

  private Want want(HostState state, Set<String> kinds) {
    return kinds.contains(IpvsResource.KIND)
        ? want(state)
        : new Want(
            function.standing(state, roles()),
            function.claimed(state),
            state.exclusive(),
            state.drift().mode());
  }

  /** What that state would mean with the roles and the health of this moment. */
  Want want(HostState state) {
    Collection<Owned> programmed = ownership.ofKind(IpvsResource.KIND);
    return new Want(
        function.of(state, roles(), health.get(), programmed, detour),
        function.claimed(state),
        state.exclusive(),
        state.drift().mode());
  }
}
