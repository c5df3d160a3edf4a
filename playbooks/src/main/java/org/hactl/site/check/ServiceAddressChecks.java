package org.hactl.site.check;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.CheckSpec;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.PortRange;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;
import org.jspecify.annotations.Nullable;

/** Checks the addresses of virtual services, and that no two have the same one. */
final class ServiceAddressChecks {
  private final Findings findings;
  private final Map<String, SiteRouter> routers;
  private final Map<String, VirtualService> taken = new HashMap<>();

  /** Those of all services so far, and those of them that have a mark. */
  private final List<Ports> all = new ArrayList<>();

  private final List<Ports> marked = new ArrayList<>();

  private record Ports(InetAddress vip, PortRange ports, VirtualService service) {}

  ServiceAddressChecks(Findings findings, Map<String, SiteRouter> routers) {
    this.findings = findings;
    this.routers = routers;
  }

  void check(VirtualService service) {
    for (ServiceAddress address : service.addresses()) {
      VirtualService other = taken.putIfAbsent(address.toString(), service);
      if (other == service) {
        error(service, "%s is there twice".formatted(address));
      } else if (other != null) {
        error(
            service,
            "%s is also the address of service %s (line %d)"
                .formatted(address, other.name(), other.origin().at("address").line()));
      }
    }
    overlaps(service);
    if (service.addresses().stream().map(a -> Family.of(a.address())).distinct().count() > 1) {
      error(service, "the addresses are of both families; a service has one, so make two");
    }
    String name = service.virtualRouter();
    SiteRouter router = name == null ? null : routers.get(name);
    if (router != null) {
      service.vips().forEach(vip -> held(service, router, vip));
      accepted(service, router);
    }
    allPorts(service);
  }

  /**
   * Packets with a mark never reach a service at their address and port: IPVS looks there later.
   */
  private void overlaps(VirtualService service) {
    for (ServiceAddress address : service.addresses()) {
      for (PortRange ports : address.ports()) {
        boolean isMarked = !address.marked().isEmpty();
        for (Ports other : isMarked ? all : marked) {
          if (other.vip().equals(address.address()) && other.ports().overlaps(ports)) {
            error(
                service,
                "the ports %s of %s are also in service %s"
                    .formatted(
                        ports, InetAddresses.format(address.address()), other.service().name()));
          }
        }
        Ports mine = new Ports(address.address(), ports, service);
        all.add(mine);
        if (isMarked) {
          marked.add(mine);
        }
      }
    }
  }

  private void held(VirtualService service, SiteRouter router, InetAddress address) {
    if (router.holds(address)) {
      return;
    }
    String held =
        router.settings().holding().all().map(HeldAddress::text).collect(Collectors.joining(", "));
    String holder =
        routers.values().stream()
            .filter(r -> r.holds(address))
            .map(r -> "; " + r.name() + " holds it")
            .findFirst()
            .orElse("");
    error(
        service,
        "virtual router %s does not hold %s; it holds %s%s"
            .formatted(router.name(), InetAddresses.format(address), held, holder));
  }

  /** The filter of a router that does not accept knows addresses with ports only. */
  private void accepted(VirtualService service, SiteRouter router) {
    List<ServiceAddress> wide =
        service.addresses().stream().filter(ServiceAddressChecks::isWide).toList();
    if (!wide.isEmpty() && !router.directors().stream().allMatch(Director::accepts)) {
      error(
          service,
          "virtual router %s has accept: false, which would drop the packets to %s; set accept: true"
              .formatted(router.name(), wide.getFirst()));
    }
  }

  private static boolean isWide(ServiceAddress address) {
    return address.port() == 0;
  }

  private void allPorts(VirtualService service) {
    for (ServiceAddress address : service.addresses()) {
      // ip_vs_schedule: "port zero only supported in persistent services".
      if (isWide(address)
          && address.mark() == null
          && service.settings().persistence().time().isZero()) {
        error(
            service,
            "%s is all ports, which IPVS balances only with persistence: add persistence: 5m"
                .formatted(address));
        return;
      }
    }
    for (RealServer server : service.realServers()) {
      if (server.port() == 0 && lacksPort(service.check(server))) {
        findings.error(
            service.origin().at("check"),
            "services.%s: the check of %s needs a port, since the service has none: check: {tcp: {}, port: 80}"
                .formatted(service.name(), server.host()));
        return;
      }
    }
  }

  private static boolean lacksPort(@Nullable CheckSpec check) {
    return Stream.ofNullable(check)
        .flatMap(each -> each.parts().stream())
        .anyMatch(each -> each.at().port() == null && asksAPort(each));
  }

  private static boolean asksAPort(CheckSpec check) {
    return !(check instanceof CheckSpec.Ping
        || check instanceof CheckSpec.Script
        || check instanceof CheckSpec.Bfd
        || check instanceof CheckSpec.WeightFile);
  }

  private void error(VirtualService service, String message) {
    findings.error(
        service.origin().at("address"), "services." + service.name() + ".address: " + message);
  }
}
