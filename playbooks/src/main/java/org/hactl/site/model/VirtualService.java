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

  /** How packets reach a real server. */
  public ForwardMethod forward(RealServer server) {
    ForwardMethod own = server.own().forward();
    return own != null ? own : settings.forward();
  }

  /** Whether packets reach a host's real servers in this way. */
  public boolean forwards(ForwardMethod method, String host) {
    return realServers.stream()
        .anyMatch(each -> each.host().equals(host) && forward(each) == method);
  }

  /** Whether packets reach a real server in this way. */
  public boolean forwards(ForwardMethod method) {
    return realServers.stream().anyMatch(each -> forward(each) == method);
  }

  public Origin origin() {
    return settings.origin();
  }
}
