package org.hactl.agent.converge;

import static java.util.Objects.requireNonNullElse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.host.PersistenceOptions;
import org.hactl.host.RealServerOptions;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.ipvs.IpvsResource.Destination;
import org.hactl.module.ipvs.IpvsResource.Forward;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.ServiceResources;

/** Makes the resources of virtual services for the kernel's IPVS, and reads their members. */
final class LinuxResources implements ServiceResources {
  private static final int MILLIS_PER_SECOND = 1_000;

  @Override
  public Resource virtualService(VirtualServiceSpec service, List<Member> members) {
    Map<String, RealServerSpec> different = different(service);
    PersistenceOptions persistence =
        requireNonNullElse(service.persistenceOptions(), PersistenceOptions.NONE);
    return new IpvsResource(
        service.key().toString(),
        service.scheduler(),
        service.flags(),
        // The kernel counts in whole seconds; a fraction must not become 0.
        Math.toIntExact(Math.ceilDiv(service.persistenceMillis(), MILLIS_PER_SECOND)),
        persistence.prefix(),
        persistence.engine(),
        members.stream().map(member -> destination(service, member, different)).toList());
  }

  /** The real servers that have something otherwise than the service, by their endpoints. */
  private static Map<String, RealServerSpec> different(VirtualServiceSpec service) {
    Map<String, RealServerSpec> different = new HashMap<>();
    for (RealServerSpec server : service.realServers()) {
      if (server.own() != null) {
        different.put(endpoint(server.address(), server.port()), server);
      }
    }
    return different;
  }

  private static String endpoint(String address, int port) {
    return address + " " + port;
  }

  private static Destination destination(
      VirtualServiceSpec service, Member member, Map<String, RealServerSpec> different) {
    RealServerSpec server =
        member.director() || different.isEmpty()
            ? null
            : different.get(endpoint(member.address(), member.port()));
    if (server == null) {
      return Destination.of(
          member.address(),
          member.port(),
          member.director() ? Forward.DR : forward(service, member),
          member.weight());
    }
    RealServerOptions own = server.options();
    return new Destination(
        member.address(),
        member.port(),
        forward(service.forwardOf(server)),
        member.weight(),
        requireNonNullElse(own.maxConnections(), 0),
        requireNonNullElse(own.minConnections(), 0),
        own.tunnel());
  }

  @Override
  public ResourceId id(VirtualServiceSpec service) {
    return IpvsResource.id(service.key());
  }

  @Override
  public Resource clientsLeaveDrained() {
    return new SysctlResource("net.ipv4.vs.expire_quiescent_template", "1");
  }

  @Override
  public List<Member> members(Resource resource) {
    if (!(resource instanceof IpvsResource service)) {
      return List.of();
    }
    return service.destinations().stream()
        .map(each -> new Member(each.address(), each.port(), each.weight()))
        .toList();
  }

  private static Forward forward(VirtualServiceSpec service, Member member) {
    SorryServer sorry = service.capacityOrNone().sorry();
    return forward(
        sorry != null && sorry.isAt(member.address(), member.port())
            ? sorry.forward()
            : service.forward());
  }

  /** The forward method, in the kernel's terms. */
  private static Forward forward(VirtualServiceSpec.ForwardMethod method) {
    return switch (method) {
      case DR -> Forward.DR;
      case NAT -> Forward.NAT;
      case TUN -> Forward.TUN;
    };
  }
}
