package org.hactl.reconcile;

import java.util.List;
import java.util.Optional;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.hactl.reconcile.ServiceResources.Member;
import org.jspecify.annotations.Nullable;

/** A service as IPVS has it. Its members are read only if they are asked for. */
final class ProgrammedService {
  private final ServiceResources shapes;
  private final @Nullable Resource service;
  private @Nullable List<Member> members;

  /**
   * @param service null if IPVS does not have it
   */
  ProgrammedService(ServiceResources shapes, @Nullable Resource service) {
    this.shapes = shapes;
    this.service = service;
  }

  Optional<Member> find(String address, int port) {
    return members().stream()
        .filter(member -> member.address().equals(address) && member.port() == port)
        .findFirst();
  }

  private List<Member> members() {
    if (members == null) {
      members = service == null ? List.of() : shapes.members(service);
    }
    return members;
  }

  /**
   * Whether all new connections went through another director when the agent was killed: then the
   * weights of the real servers say nothing.
   */
  boolean isPassedOn(VirtualServiceSpec spec) {
    SorryServer sorry = spec.capacityOrNone().sorry();
    List<Member> inService = members().stream().filter(member -> member.weight() > 0).toList();
    return !inService.isEmpty()
        && inService.stream()
            .allMatch(member ->
                spec.realServers().stream().noneMatch(member::isFor)
                    && (sorry == null || !sorry.isAt(member.address(), member.port())));
  }
}
