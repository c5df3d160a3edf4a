package org.hactl.site.model;

import static java.util.Objects.requireNonNullElse;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.module.ipvs.Tunnel;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service: connections to its addresses are spread over its real servers.
 *
 * @param virtualRouter the name of the virtual router that holds the addresses; null if none does
 * @param directors the hosts that have the addresses without a virtual router; empty with one
 * @param realServers by host name
 */
public record VirtualService(
    String name,
    @Nullable String virtualRouter,
    List<String> directors,
    ServiceSettings settings,
    List<RealServer> realServers) {
  public VirtualService {
    directors = List.copyOf(directors);
    realServers = List.copyOf(realServers);
  }

  /** Where clients reach it; at least one. */
  public List<ServiceAddress> addresses() {
    return settings.addresses();
  }

  /** Its VIPs, each once; none for packets with a firewall mark. */
  public List<InetAddress> vips() {
    return addresses().stream()
        .filter(ServiceAddress::hasVip)
        .map(ServiceAddress::address)
        .distinct()
        .toList();
  }

  /** Whether a host is a real server of it. */
  public boolean isServedBy(String host) {
    return realServers.stream().anyMatch(each -> each.host().equals(host));
  }

  /** How packets reach a real server. */
  public ForwardMethod forward(RealServer server) {
    ForwardMethod own = server.own().forward();
    return own != null ? own : settings.forward();
  }

  /** The tunnel to a real server; empty if it is reached by none. */
  public Optional<Tunnel> tunnel(RealServer server) {
    return forward(server) == ForwardMethod.TUN
        ? Optional.of(requireNonNullElse(server.own().tunnel(), settings.tunnel()))
        : Optional.empty();
  }

  /** The port of a real server for clients of one of the addresses; 0 for the client's own. */
  public int port(RealServer server, ServiceAddress address) {
    return forward(server) != ForwardMethod.NAT || !server.ownPort()
        ? address.port()
        : server.port();
  }

  /** The check of a real server; null if it has none. */
  public @Nullable CheckSpec check(RealServer server) {
    CheckSpec own = server.own().check();
    return own != null ? own : settings.check();
  }

  /** The single checks of a real server; none if it has no check. */
  public List<CheckSpec> checks(RealServer server) {
    CheckSpec check = check(server);
    return check == null ? List.of() : check.parts();
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
