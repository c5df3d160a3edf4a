package org.hactl.site.check;

import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.module.ipvs.Tunnel;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.VirtualService;

/** Checks the tunnels of a virtual service, and tells what their ends need. */
record TunnelChecks(Findings findings) {
  void check(VirtualService service) {
    if (service.origin().has("tunnel") && !service.forwards(ForwardMethod.TUN)) {
      findings.error(
          service.origin().at("tunnel"),
          "services.%s.tunnel: no real server of it has forward: tun".formatted(service.name()));
    }
    for (RealServer server : service.realServers()) {
      if (server.own().tunnel() != null && service.tunnel(server).isEmpty()) {
        findings.error(
            server.at(),
            "services.%s.real_servers: %s has a tunnel, but not forward: tun"
                .formatted(service.name(), server.host()));
      }
    }
    Set<Tunnel> ends =
        service.realServers().stream()
            .filter(server -> !server.outside())
            .flatMap(server -> service.tunnel(server).stream())
            .collect(Collectors.toSet());
    for (Tunnel.Type type : Tunnel.Type.values()) {
      ends.stream()
          .filter(tunnel -> tunnel.type() == type)
          .findFirst()
          .ifPresent(tunnel ->
              findings.warning(
                  service.origin().at("forward"),
                  "services.%s.forward: tun needs a tunnel device on every real server that has it, which hactl does not make: %s"
                      .formatted(service.name(), device(tunnel))));
    }
  }

  private static String device(Tunnel tunnel) {
    return switch (tunnel.type()) {
      case IPIP -> "modprobe ipip, ip link set tunl0 up, sysctl net.ipv4.conf.tunl0.rp_filter=0";
      case GUE ->
          "modprobe fou, ip fou add port %d gue, modprobe ipip, ip link set tunl0 up, sysctl net.ipv4.conf.tunl0.rp_filter=0"
              .formatted(tunnel.port());
      case GRE ->
          "modprobe ip_gre, ip link add gre1 type gre local ADDRESS, ip link set gre1 up, sysctl"
              + " net.ipv4.conf.gre1.rp_filter=0";
    };
  }
}
