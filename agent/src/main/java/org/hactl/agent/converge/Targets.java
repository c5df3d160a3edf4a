package org.hactl.agent.converge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.agent.converge.role.CurrentRoles;
import org.hactl.agent.converge.role.RoleAddressPlan;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.DesiredState;
import org.hactl.reconcile.HealthLookup;
import org.hactl.reconcile.Ownership;
import org.hactl.reconcile.PassedOn;
import org.hactl.reconcile.ProbeRedirect;
import org.hactl.reconcile.Redirects;
import org.hactl.reconcile.Roles;
import org.hactl.reconcile.WantedResources;
import org.hactl.reconcile.WantedResources.Unnamed;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of {@link DesiredState}: the host state of each phase, the roles, the health and the
 * holds. An event changes an input here and wakes a worker. Safe for use from any thread.
 *
 * <p>While a generation is being applied, the phases differ: the network keeps the old state until
 * the software of the new state is in place.
 */
final class Targets {
  private final DesiredState function;
  private final CurrentRoles roles;
  private final Supplier<HealthLookup> health;
  private final Supplier<Holds> holds;
  private final Ownership ownership;
  private volatile HostState software = HostState.empty("", "");
  private volatile HostState network = software;
  private volatile Unnamed unnamed = Unnamed.REMOVED;
  private volatile Set<String> heldKinds = andAddresses(Set.of());
  private volatile Map<ResourceId, List<Holder>> holders = Map.of();
  private RoleAddressPlan roleAddresses = RoleAddressPlan.of(network);
  private final Object networkLock = new Object();
  private volatile @Nullable ProbeRedirect probe;

  /** With the time as master for which each counts. */
  private volatile Map<PassedOn, Integer> passedOn = Map.of();

  private volatile List<Owned> found = List.of();

  /**
   * The role with which a resource comes.
   *
   * @param asMaster whether it comes with the role of master, or with any other
   */
  private record Holder(String router, boolean asMaster) {}

  Targets(
      DesiredState function,
      CurrentRoles roles,
      Supplier<HealthLookup> health,
      Supplier<Holds> holds,
      Ownership ownership) {
    this.function = function;
    this.roles = roles;
    this.health = health;
    this.holds = holds;
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

  /** Sets the virtual services as IPVS has them, for those that hactl has not programmed yet. */
  void found(List<Owned> services) {
    found = List.copyOf(services);
  }

  /** Sets what passes do with resources that these host states do not name. */
  void unnamed(Unnamed fate) {
    unnamed = fate;
  }

  void network(HostState state) {
    synchronized (networkLock) {
      // The resources that the routers held before this state go with a role as well.
      heldKinds =
          Stream.concat(function.claimed(network).stream(), function.claimed(state).stream())
              .map(resource -> resource.id().kind())
              .collect(Collectors.collectingAndThen(Collectors.toSet(), Targets::andAddresses));
      holders = holders(state);
      roleAddresses = RoleAddressPlan.of(state);
      roles.rename(network.renamesTo(state));
      network = state;
    }
  }

  private static Map<ResourceId, List<Holder>> holders(HostState state) {
    Map<ResourceId, List<Holder>> holders = new HashMap<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      Holder master = new Holder(router.name(), true);
      Holder other = new Holder(router.name(), false);
      router.held().forEach(each -> add(holders, each.id(), master));
      router.standby().forEach(each -> add(holders, each.id(), other));
      state
          .servicesOfMaster(router.name())
          .forEach(each -> add(holders, IpvsResource.id(each.key()), master));
    }
    // A resource that the host state also lists as the host's own does not depend on a role.
    state.resources().forEach(standing -> holders.remove(standing.id()));
    return holders;
  }

  private static void add(Map<ResourceId, List<Holder>> holders, ResourceId id, Holder holder) {
    holders.computeIfAbsent(id, _ -> new ArrayList<>()).add(holder);
  }

  /** Whether the roles that this host has now bring the resource. */
  boolean isHeld(ResourceId id) {
    return holders.getOrDefault(id, List.of()).stream()
        .anyMatch(each -> isMaster(each.router()) == each.asMaster());
  }

  /** Whether a role would bring the resource that this host does not have now. */
  boolean waits(ResourceId id) {
    return holders.containsKey(id) && !isHeld(id);
  }

  /**
   * Whether a role has come or gone since a pass was planned, so that this change is out of date.
   * The pass for the role follows.
   */
  boolean isOvertaken(Change change) {
    ResourceId id = change.id();
    return change.action() == Action.DELETE ? isHeld(id) : waits(id);
  }

  /** Runs an action with the plan of the network's state, which is not replaced meanwhile. */
  <T> T byRoleAddressPlan(Function<RoleAddressPlan, T> action) {
    synchronized (networkLock) {
      return action.apply(roleAddresses);
    }
  }

  Holds holds() {
    return holds.get();
  }

  Roles roles() {
    return roles.get();
  }

  boolean isMaster(String router) {
    return roles.isMaster(router);
  }

  /** The kinds of resource that a change of a role adds or removes. */
  Set<String> roleKinds() {
    // A probe of a real server ends when the address of its service comes to this host, and
    // services are passed on until it goes.
    return probe == null && passedOn.isEmpty()
        ? heldKinds
        : with(with(heldKinds, IpvsResource.KIND), SysctlResource.KIND);
  }

  /** The kinds of resource that any router may hold. */
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

  /** The resources that this host has now because it is master. */
  List<Resource> held() {
    return network.virtualRouters().stream()
        .filter(router -> isMaster(router.name()))
        .flatMap(router -> router.held().stream())
        .distinct()
        .toList();
  }

  /** Redirects a service to one real server during a probe; null ends the redirect. */
  void redirect(@Nullable ProbeRedirect wanted) {
    probe = wanted;
  }

  /**
   * Passes the new connections of these routers on, and those of no other one.
   *
   * @param wanted with the time as master for which each counts
   */
  void passOn(Map<PassedOn, Integer> wanted) {
    passedOn = Map.copyOf(wanted);
  }

  /** Another number after each time as master of a router. */
  int term(String router) {
    return roles.term(router);
  }

  /** The services of the network's state that are passed on. */
  List<VirtualServiceSpec> services(PassedOn each) {
    return function.passedOn(network, each);
  }

  /** Why the others of the router are not. */
  List<String> refusals(PassedOn each) {
    return function.notPassedOn(network, each);
  }

  private Redirects redirects() {
    return new Redirects(
        probe,
        passedOn.entrySet().stream()
            .filter(each -> roles.term(each.getKey().router()) == each.getValue())
            .map(Map.Entry::getKey)
            .toList());
  }

  WantedResources softwareWant(Set<String> kinds) {
    return want(software, kinds);
  }

  /**
   * @param kinds the kinds that the answer must have; a pass over addresses need not compute ten
   *     thousand virtual services
   */
  WantedResources networkWant(Set<String> kinds) {
    return want(network, kinds);
  }

  private WantedResources want(HostState state, Set<String> kinds) {
    return kinds.contains(IpvsResource.KIND) ? want(state, unnamed) : wantStanding(state, unnamed);
  }

  /** {@link #want} for passes that do not look at the virtual services. */
  WantedResources wantStanding(HostState state, Unnamed fate) {
    return new WantedResources(
        function.standing(state, roles(), holds(), redirects()),
        function.claimed(state),
        state.exclusive(),
        state.drift().mode(),
        fate);
  }

  /** How many resources this host should have now. */
  int size(HostState state) {
    return function.standing(state, roles(), holds(), redirects()).size()
        + state.virtualServices().size();
  }

  /** The desired state for a complete host state, with the present roles and health. */
  WantedResources want(HostState state) {
    return want(state, Unnamed.REMOVED);
  }

  WantedResources want(HostState state, Unnamed fate) {
    // The last entry of a service counts.
    List<Owned> programmed = new ArrayList<>(found);
    programmed.addAll(ownership.ofKind(IpvsResource.KIND));
    return new WantedResources(
        function.of(state, roles(), health.get(), holds(), programmed, redirects()),
        function.claimed(state),
        state.exclusive(),
        state.drift().mode(),
        fate);
  }
}
