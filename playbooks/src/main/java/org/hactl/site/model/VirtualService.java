package org.hactl.site.model;

import java.util.List;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;

/**
 * One virtual service: connections to its address are spread over its real servers.
 *
 * @param virtualRouter the name of the virtual router that holds the address
 * @param realServers by host name
 */
public record VirtualService(
    String name, String virtualRouter, ServiceSettings settings, List<RealServer> realServers) {
  public VirtualService {
    realServers = List.copyOf(realServers);
  }

  public ServiceAddress address() {
    return settings.address();
  }

  public ForwardMethod forward() {
    return settings.forward();
  }

  public Origin origin() {
    return settings.origin();
  }
}
