package org.hactl.reconcile;

import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * Sends every new connection of one virtual service to one real server, while a probe tries that
 * real server. This applies only while this host does not hold the service's address, so that only
 * the probe's own connection goes there. A failover during the probe ends the redirect.
 *
 * @param service the text of the virtual service's key
 */
public record ProbeRedirect(String service, RealServerSpec realServer) {
  boolean isFor(VirtualServiceSpec spec, Roles roles) {
    String router = spec.virtualRouter();
    return spec.text().equals(service) && (router == null || !roles.isMaster(router));
  }
}
