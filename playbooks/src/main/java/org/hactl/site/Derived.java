package org.hactl.site;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.InetAddresses;
import org.hactl.module.Resource;

/**
 * What a host needs for its part in load balancing, beside what comes and goes with roles and
 * health. DR needs nothing on a director: IPVS sends such packets itself, without {@code
 * ip_forward}.
 */
final class Derived {
  private static final List<String> ARP_INTERFACES = List.of("all", "lo");

  private Derived() {}

  static List<Resource> of(Site site, String host) {
    List<Resource> resources = new ArrayList<>();
    if (forwards(site, host)) {
      resources.add(NetworkResources.sysctl("net.ipv4.ip_forward", "1"));
    }
    SortedSet<String> vips = loopbackVips(site, host);
    if (!vips.isEmpty()) {
      // A VIP on lo is not answered for on eth0 (arp_ignore=1), nor used as the sender of ARP
      // requests (arp_announce=2); the kernel takes the greater of "all" and the interface's own.
      for (String interfaceName : ARP_INTERFACES) {
        String conf = "net.ipv4.conf." + interfaceName;
        resources.add(NetworkResources.sysctl(conf + ".arp_ignore", "1"));
        resources.add(NetworkResources.sysctl(conf + ".arp_announce", "2"));
      }
    }
    vips.forEach(vip -> resources.add(NetworkResources.loopbackVip(vip)));
    for (VirtualRouter router : site.virtualRouters()) {
      router
          .director(host)
          .ifPresent(
              director -> resources.addAll(RouterResources.standing(site, router, director)));
    }
    return resources;
  }

  /** Whether the host is a director that rewrites packets: replies pass it as a router. */
  private static boolean forwards(Site site, String host) {
    return site.services().stream()
        .filter(service -> service.forward() == ForwardMethod.NAT)
        .flatMap(service -> site.directorsOf(service).stream())
        .anyMatch(director -> director.host().equals(host));
  }

  /** VIPs that arrive at this host unchanged, so that it must take them for its own. */
  private static SortedSet<String> loopbackVips(Site site, String host) {
    SortedSet<String> vips = new TreeSet<>();
    for (VirtualService service : site.servicesOf(host)) {
      if (service.forward() != ForwardMethod.NAT) {
        vips.add(InetAddresses.format(service.address().address()));
      }
    }
    return vips;
  }
}
