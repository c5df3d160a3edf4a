package org.hactl.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.ServiceResources.Member;

/** Computes what a host has to have at this moment. Pure. */
public final class DesiredState {
  private final ServiceResources shapes;
  private final CheckServices checkServices;

  /** Of the last call. It saves work, and the results do not depend on it. */
  private volatile MadeServices before = new MadeServices();

  public DesiredState(ServiceResources shapes) {
    this.shapes = shapes;
    this.checkServices = new CheckServices(shapes);
  }

  /** The same without holds and without a probe. */
  List<Resource> of(HostState state, Roles roles, HealthLookup health, Collection<Owned> owned) {
    return of(state, roles, health, Holds.NONE, owned, Redirects.NONE);
  }

  /**
   * The resources of all kinds: the resources that do not depend on a role, the resources held by
   * routers of which this host is master, and the virtual services. A director has the virtual
   * services whatever its role, so that a failover only has to take the addresses, unless it is
   * itself a real server of them: as backup it would balance again what the master sends to it.
   *
   * @param holds a real server that is drained keeps its connections and gets no new ones, whatever
   *     its checks say. While a real server of a persistent service is drained, its known clients
   *     go elsewhere, unless the site sets the parameter that decides it; so they do if the service
   *     has a sorry server, which they have to leave again
   * @param owned the virtual services as IPVS has them: until a check has decided, a real server
   *     stays in service or out of service as it was
   * @param redirects where connections go for a while instead
   */
  public List<Resource> of(
      HostState state,
      Roles roles,
      HealthLookup health,
      Holds holds,
      Collection<Owned> owned,
      Redirects redirects) {
    Map<ResourceId, Resource> desired = standingById(state, roles, holds, redirects);
    Map<ResourceId, Resource> programmed = new HashMap<>();
    owned.forEach(each -> programmed.put(each.id(), each.resource()));
    MadeServices now = new MadeServices();
    for (VirtualServiceSpec service : state.virtualServices()) {
      if (waits(service, roles)) {
        continue;
      }
      Resource made = service(service, health, holds, programmed, now);
      Resource resource = redirected(state, service, made, roles, redirects);
      desired.put(resource.id(), resource);
    }
    before = now;
    checkServices.of(state.virtualServices()).forEach(each -> desired.put(each.id(), each));
    return List.copyOf(desired.values());
  }

  /** Whether IPVS must not have the service in these roles. */
  private static boolean waits(VirtualServiceSpec service, Roles roles) {
    String router = service.virtualRouter();
    return service.onMasterOnly() && router != null && !roles.isMaster(router);
  }

  private static boolean isDrained(VirtualServiceSpec service, Holds holds) {
    return service.realServers().stream()
        .anyMatch(realServer -> holds.isDrained(service, realServer));
  }

  /** All resources except the virtual services, for a failover. */
  public List<Resource> standing(HostState state, Roles roles, Holds holds, Redirects redirects) {
    return List.copyOf(standingById(state, roles, holds, redirects).values());
  }

  private Map<ResourceId, Resource> standingById(
      HostState state, Roles roles, Holds holds, Redirects redirects) {
    Map<ResourceId, Resource> desired = new LinkedHashMap<>();
    state.resources().forEach(resource -> desired.put(resource.id(), resource));
    for (VirtualRouterSpec router : state.virtualRouters()) {
      List<Resource> ofRole = roles.isMaster(router.name()) ? router.held() : router.standby();
      ofRole.forEach(each -> desired.putIfAbsent(each.id(), each));
    }
    Resource leave = shapes.clientsLeaveDrained();
    if (state.virtualServices().stream()
        .filter(service -> service.persistenceMillis() > 0)
        .anyMatch(service ->
            isDrained(service, holds)
                || service.capacityOrNone().sorry() != null
                || redirects.of(state, service, roles, leave).isPresent())) {
      desired.putIfAbsent(leave.id(), leave);
    }
    return desired;
  }

  /**
   * The resources that come and go with the roles: what routers hold, what they have while they are
   * not master, and the virtual services that only a master has, without members.
   */
  public List<Resource> claimed(HostState state) {
    Stream<Resource> services =
        state.virtualServices().stream()
            .filter(VirtualServiceSpec::onMasterOnly)
            .map(service -> shapes.virtualService(service, List.of()));
    return Stream.concat(
            state.virtualRouters().stream().flatMap(VirtualRouterSpec::claimed), services)
        .distinct()
        .toList();
  }

  /** Why services are not passed on, one sentence each; the others of these routers are. */
  public List<String> notPassedOn(HostState state, PassedOn passedOn) {
    return state.virtualServices().stream()
        .filter(passedOn::concerns)
        .flatMap(each -> passedOn.refusal(state, each, shapes.clientsLeaveDrained()).stream())
        .toList();
  }

  /** The services that are passed on. */
  public List<VirtualServiceSpec> passedOn(HostState state, PassedOn passedOn) {
    return state.virtualServices().stream()
        .filter(passedOn::concerns)
        .filter(each -> passedOn.refusal(state, each, shapes.clientsLeaveDrained()).isEmpty())
        .toList();
  }

  private Resource redirected(
      HostState state,
      VirtualServiceSpec service,
      Resource undirected,
      Roles roles,
      Redirects redirects) {
    ProbeRedirect probe = redirects.probe();
    if (probe != null && probe.isFor(service, roles)) {
      RealServerSpec only = probe.realServer();
      return through(
          with(service, only), new Member(only.address(), only.port(), 1), undirected, true);
    }
    if (redirects.passedOn().isEmpty()) {
      return undirected;
    }
    return redirects
        .of(state, service, roles, shapes.clientsLeaveDrained())
        .flatMap(each -> each.member(service))
        .map(director -> through(service, director, undirected, director.weight() > 0))
        .orElse(undirected);
  }

  /** The service with a real server that it may not have yet. */
  private static VirtualServiceSpec with(VirtualServiceSpec service, RealServerSpec server) {
    return service.withRealServers(
        Stream.concat(
                Stream.of(server),
                service.realServers().stream()
                    .filter(each ->
                        !each.address().equals(server.address()) || each.port() != server.port()))
            .toList());
  }

  /**
   * The service with one more member, or with this one instead of the same real server.
   *
   * @param alone whether the others get no new connection, or keep their weights
   */
  private Resource through(
      VirtualServiceSpec service, Member one, Resource undirected, boolean alone) {
    List<Member> members = new ArrayList<>(List.of(one));
    shapes.members(undirected).stream()
        .filter(member -> !member.isSameAs(one))
        .map(member -> new Member(member.address(), member.port(), alone ? 0 : member.weight()))
        .forEach(members::add);
    return shapes.virtualService(service, members);
  }

  private Resource service(
      VirtualServiceSpec service,
      HealthLookup health,
      Holds holds,
      Map<ResourceId, Resource> programmed,
      MadeServices made) {
    MadeServices.Made known = before.get(service);
    ResourceId id = known == null ? shapes.id(service) : known.resource().id();
    Resource last = programmed.get(id);
    List<Member> members =
        new ServiceMembers(service, health, holds, new ProgrammedService(shapes, last)).members();
    Resource now =
        known != null && known.members().equals(members)
            ? known.resource()
            : shapes.virtualService(service, members);
    // If nothing changed, all users keep the same copy: new copies for ten thousand real servers in
    // every pass would burden the garbage collector.
    Resource shared = last != null && last.equals(now) ? last : now;
    made.put(service, new MadeServices.Made(members, shared));
    return shared;
  }
}
