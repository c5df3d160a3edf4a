package org.hactl.reconcile;

import java.util.List;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;

/** Makes the resources of virtual services, and reads their members. Pure. */
public interface ServiceResources {
  Resource virtualService(VirtualServiceSpec service, List<Member> members);

  /** The members of a resource made by {@link #virtualService}; empty for any other resource. */
  List<Member> members(Resource resource);

  /**
   * The kernel parameter with which the known clients of a persistent service leave a real server
   * of weight 0 with their next connection.
   */
  Resource clientsLeaveDrained();

  /** A real server as IPVS has it. Address and port are its identity. */
  record Member(String address, int port, int weight) {
    boolean isFor(VirtualServiceSpec.RealServerSpec realServer) {
      return address.equals(realServer.address()) && port == realServer.port();
    }
  }
}
