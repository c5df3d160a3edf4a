package org.hactl.site.check;

import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.VirtualService;

/** Checks that a service's VIP can be asked through its real servers where its checks want it. */
record ViaChecks(Findings findings) {
  void check(VirtualService service) {
    boolean wanted = false;
    for (RealServer server : service.realServers()) {
      List<CheckSpec> parts =
          service.checks(server).stream().filter(part -> part.at().throughVip()).toList();
      wanted |= !parts.isEmpty();
      if (!parts.isEmpty() && service.forward(server) == ForwardMethod.NAT) {
        findings.error(
            server.at(),
            "services.%s.real_servers: %s cannot be checked via: vip, since forward: nat gives its packets another address; use via: direct"
                .formatted(service.name(), server.host()));
      }
      parts.forEach(part -> source(service, server, part));
    }
    if (wanted && !service.addresses().stream().allMatch(ServiceAddress::hasVip)) {
      findings.error(
          service.origin().at("check"),
          "services.%s.check: via: vip needs a VIP, and the service is for packets with a firewall mark"
              .formatted(service.name()));
    }
  }

  private void source(VirtualService service, RealServer server, CheckSpec part) {
    Family vip = Family.of(service.addresses().getFirst().address());
    if (part.at().source() == null
        ? Family.of(server.address()) != vip
        : Family.of(InetAddresses.parse(part.at().source())) != vip) {
      findings.error(
          server.at(),
          "services.%s.real_servers: the check of %s via: vip needs a source of the VIP's family"
              .formatted(service.name(), server.host()));
    }
  }
}
