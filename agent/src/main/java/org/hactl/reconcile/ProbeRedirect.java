package org.hactl.reconcile;

import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * One virtual service, for as long as one real server is tried through it: every new connection
 * goes to that real server. Only where this host does not hold the service's address, so that only
 * the probe's own connection is sent there; a failover in the middle of it ends it.
 *
 * @param service the virtual service's name
 */
public record ProbeRedirect(String service, RealServerSpec realServer) {
  boolean isFor(VirtualServiceSpec spec, Roles roles) {
    String router = spec.virtualRouter();
    return spec.name().equals(service) && (router == null || !roles.isMaster(router));
  }
}
