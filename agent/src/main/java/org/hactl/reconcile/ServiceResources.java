package org.hactl.reconcile;

import java.util.List;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/** Makes the resources of virtual services, and reads their members. Pure. */
public interface ServiceResources {
  Resource virtualService(VirtualServiceSpec service, List<Member> members);

  /** The identity of the resource that {@link #virtualService} makes. */
  ResourceId id(VirtualServiceSpec service);

  /** The members of a resource made by {@link #virtualService}; empty for any other resource. */
  List<Member> members(Resource resource);

  /**
   * The kernel parameter with which the known clients of a persistent service leave a real server
   * of weight 0 with their next connection.
   */
  Resource clientsLeaveDrained();

  /**
   * A real server as IPVS has it. Address and port are its identity.
   *
   * @param director whether it is another director, which gets the packets as they are
   */
  record Member(String address, int port, int weight, boolean director) {
    /** A real server. */
    public Member(String address, int port, int weight) {
      this(address, port, weight, false);
    }

    static Member director(String address, int port, int weight) {
      return new Member(address, port, weight, true);
    }

    boolean isFor(VirtualServiceSpec.RealServerSpec realServer) {
      return address.equals(realServer.address()) && port == realServer.port();
    }

    boolean isSameAs(Member other) {
      return address.equals(other.address) && port == other.port;
    }
  }
}
