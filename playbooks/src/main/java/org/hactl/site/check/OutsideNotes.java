package org.hactl.site.check;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.VirtualService;

/** What the owner of real servers must do that the inventory does not have. */
record OutsideNotes(Findings findings) {
  void add(VirtualService service) {
    for (ForwardMethod forward : ForwardMethod.values()) {
      List<RealServer> outside =
          service.realServers().stream()
              .filter(each -> each.outside() && service.forward(each) == forward)
              .toList();
      if (!outside.isEmpty()) {
        findings.warning(
            outside.getFirst().at(),
            "services.%s.real_servers: hactl does nothing on %s, not in the inventory; with forward: %s the owner must %s"
                .formatted(
                    service.name(),
                    outside.stream()
                        .map(OutsideNotes::text)
                        .distinct()
                        .collect(Collectors.joining(", ")),
                    forward.name().toLowerCase(Locale.ROOT),
                    work(service, forward)));
      }
    }
  }

  private static String text(RealServer server) {
    String address = InetAddresses.format(server.address());
    return server.host().equals(address) ? address : server.host() + " (" + address + ")";
  }

  private static String work(VirtualService service, ForwardMethod forward) {
    return switch (forward) {
      case DR -> loopback(service);
      case TUN -> loopback(service) + ", and unpack the tunnel";
      case NAT -> "route its replies to clients back through the director that is master";
    };
  }

  private static String loopback(VirtualService service) {
    List<InetAddress> vips = service.vips();
    return vips.isEmpty()
        ? "take packets to the VIPs"
        : "put %s on lo%s"
            .formatted(
                vips.stream()
                    .map(vip -> InetPrefix.host(vip).toString())
                    .collect(Collectors.joining(", ")),
                vips.stream().anyMatch(vip -> Family.of(vip) == Family.INET)
                    ? ", after net.ipv4.conf.all.arp_ignore=1 and arp_announce=2"
                    : "");
  }
}
