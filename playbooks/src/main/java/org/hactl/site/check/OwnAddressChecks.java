package org.hactl.site.check;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.Declared;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;
import org.hactl.site.resolve.NetworkResourceFactory;

/** Checks the addresses of services that no virtual router holds: hactl adds none for them. */
public final class OwnAddressChecks {
  private final Findings findings;
  private final Collection<SiteRouter> routers;
  private final Hosts hosts;

  /**
   * What is known of the addresses of hosts.
   *
   * @param reached the address of each host in the inventory
   * @param declared the resources that the site gives each host
   */
  public record Hosts(Map<String, InetAddress> reached, Map<String, List<Declared>> declared) {
    boolean has(String host, InetAddress address) {
      return address.equals(reached.get(host)) || isDeclared(host, address);
    }

    boolean isDeclared(String host, InetAddress address) {
      String text = InetAddresses.format(address);
      return declared.getOrDefault(host, List.of()).stream()
          .anyMatch(each -> NetworkResourceFactory.isAddress(each.resource(), text));
    }
  }

  OwnAddressChecks(Findings findings, Collection<SiteRouter> routers, Hosts hosts) {
    this.findings = findings;
    this.routers = routers;
    this.hosts = hosts;
  }

  void check(VirtualService service) {
    if (service.directors().isEmpty()) {
      return;
    }
    for (InetAddress address : service.vips()) {
      String text = InetAddresses.format(address);
      routers.stream()
          .filter(router -> router.holds(address))
          .findFirst()
          .ifPresent(router ->
              findings.error(
                  service.origin().at("directors"),
                  "services.%s.directors: virtual router %s holds %s and has directors; leave directors out"
                      .formatted(service.name(), router.name(), text)));
      List<String> without =
          service.directors().stream().filter(host -> !hosts.has(host, address)).toList();
      if (!without.isEmpty()) {
        findings.warning(
            service.origin().at("address"),
            "services.%s.address: nothing in the site or inventory gives %s to %s, and hactl adds no address for a service without a virtual router; bring it there yourself, for example with hosts.%s.addresses"
                .formatted(service.name(), text, String.join(", ", without), without.getFirst()));
      }
      service.directors().stream()
          .filter(host -> address.equals(hosts.reached().get(host)))
          .findFirst()
          .ifPresent(host -> speaksFrom(service, host, text));
    }
  }

  /**
   * A real server that has the address on lo drops what comes from there: the source is its own.
   */
  private void speaksFrom(VirtualService service, String host, String address) {
    if (service.forwards(ForwardMethod.DR) || service.forwards(ForwardMethod.TUN)) {
      findings.warning(
          service.origin().at("address"),
          "services.%s.address: %s is the address that %s speaks from, and with dr and tun its real servers have it on lo, so they take nothing from there, checks neither; give %s another address for the service, or use forward: nat"
              .formatted(service.name(), address, host, host));
    }
  }
}
