package org.hactl.site.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.filter.MarkResource;
import org.hactl.site.model.IpvsSettings;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.ServiceCapacity;
import org.hactl.site.model.ServiceIndex;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;

/**
 * Resources that load balancing needs on a host whatever its roles and health. DR needs none on a
 * director: IPVS sends such packets itself, without {@code ip_forward}.
 */
public final class DerivedResources {
  private static final List<String> ARP_INTERFACES = List.of("all", "lo");

  private DerivedResources() {}

  /**
   * Parameters that a host gets unless the site sets them.
   *
   * <p>IPVS keeps the entry of a connection for two minutes after it was closed. By default it
   * drops all packets of an entry whose real server was removed, and sends a new connection from
   * the same port of the client to a real server of weight 0. With {@code expire_nodest_conn=1} the
   * client gets a reset or another real server (Linux, Documentation/networking/ipvs-sysctl.rst).
   *
   * <p>A check via: vip is answered from the VIP, which the master has itself. Without {@code
   * accept_local} the kernel drops such a packet.
   */
  public static List<Resource> unlessDeclared(Site site, ServiceIndex services, String host) {
    if (services.ofDirector(host).isEmpty()) {
      return List.of();
    }
    List<Resource> resources = new ArrayList<>();
    resources.add(NetworkResourceFactory.sysctl("net.ipv4.vs.expire_nodest_conn", "1"));
    for (String interfaceName : CheckInterfaces.of(site, services, host)) {
      resources.add(
          NetworkResourceFactory.sysctl("net.ipv4.conf." + interfaceName + ".accept_local", "1"));
    }
    site.policies()
        .ipvs()
        .connectionSync()
        .ifPresent(sync -> resources.addAll(SyncResources.unlessDeclared(sync)));
    return resources;
  }

  /**
   * @param services the services of the site
   */
  public static List<Resource> of(Site site, ServiceIndex services, String host) {
    List<Resource> resources = new ArrayList<>();
    if (forwards(services, host, Family.INET)) {
      resources.add(NetworkResourceFactory.sysctl("net.ipv4.ip_forward", "1"));
    }
    if (forwards(services, host, Family.INET6)) {
      resources.add(NetworkResourceFactory.sysctl("net.ipv6.conf.all.forwarding", "1"));
    }
    if (!services.ofDirector(host).isEmpty()) {
      IpvsSettings ipvs = site.policies().ipvs();
      resources.addAll(ipvs.timeouts());
      ipvs.connectionSync()
          .filter(_ -> !site.directorships(host).isEmpty())
          .ifPresent(sync -> resources.addAll(SyncResources.of(site, sync, host)));
    }
    for (VirtualService service : services.ofDirector(host)) {
      service.addresses().forEach(address -> resources.addAll(marks(address)));
    }
    // A director without a virtual router has the address by itself.
    List<VirtualService> toLoopback =
        services.ofRealServer(host).stream()
            .filter(service -> !service.directors().contains(host))
            .toList();
    SortedMap<String, Family> vips = loopbackVips(toLoopback, host);
    // IPv6 needs no such sysctl: an interface answers neighbour solicitations only for its own
    // addresses.
    if (vips.containsValue(Family.INET)) {
      // arp_ignore=1: eth0 does not answer ARP requests for a VIP on lo. arp_announce=2: the host's
      // ARP requests do not have the VIP as sender. The kernel uses the greater of the values of
      // "all" and of the interface.
      for (String interfaceName : ARP_INTERFACES) {
        String conf = "net.ipv4.conf." + interfaceName;
        resources.add(NetworkResourceFactory.sysctl(conf + ".arp_ignore", "1"));
        resources.add(NetworkResourceFactory.sysctl(conf + ".arp_announce", "2"));
      }
    }
    Set<String> whileBackup = loopbackVips(both(services, host), host).keySet();
    vips.keySet().stream()
        .filter(vip -> !whileBackup.contains(vip))
        .forEach(vip -> resources.add(NetworkResourceFactory.loopbackVip(vip)));
    for (SiteRouter router : site.virtualRouters()) {
      router
          .director(host)
          .ifPresent(
              director -> resources.addAll(RouterResources.standing(site, router, director)));
    }
    return resources;
  }

  /**
   * What a director that is itself a real server of a router's services has while it is not master:
   * as master it has the VIPs on another interface.
   */
  public static List<Resource> standby(ServiceIndex services, String router, String host) {
    List<VirtualService> both =
        both(services, host).stream()
            .filter(service -> router.equals(service.virtualRouter()))
            .toList();
    return loopbackVips(both, host).keySet().stream()
        .<Resource>map(NetworkResourceFactory::loopbackVip)
        .toList();
  }

  /** The services of which the host is director and real server. */
  private static List<VirtualService> both(ServiceIndex services, String host) {
    List<VirtualService> directed = services.ofDirector(host);
    return services.ofRealServer(host).stream().filter(directed::contains).toList();
  }

  private static List<MarkResource> marks(ServiceAddress address) {
    Integer mark = address.mark();
    return mark == null
        ? List.of()
        : address.marked().stream()
            .map(ports ->
                new MarkResource(
                    InetAddresses.format(address.address()),
                    ports.protocol().text(),
                    ports.first(),
                    ports.last(),
                    mark))
            .toList();
  }

  /** Whether the host is a director with a NAT service: it forwards the replies as a router. */
  private static boolean forwards(ServiceIndex services, String host, Family family) {
    return services.ofDirector(host).stream()
        .filter(DerivedResources::usesNat)
        .flatMap(service -> service.addresses().stream())
        .anyMatch(address -> Family.of(address.address()) == family);
  }

  private static boolean usesNat(VirtualService service) {
    ServiceCapacity capacity = service.settings().capacity();
    return service.forwards(ForwardMethod.NAT)
        || (capacity != null
            && capacity.sorry() != null
            && capacity.sorry().forward().orElse(service.settings().forward())
                == ForwardMethod.NAT);
  }

  /** VIPs of the DR and TUN services of this host: packets arrive with the VIP as destination. */
  private static SortedMap<String, Family> loopbackVips(
      List<VirtualService> services, String host) {
    SortedMap<String, Family> vips = new TreeMap<>();
    for (VirtualService service : services) {
      if (service.forwards(ForwardMethod.DR, host) || service.forwards(ForwardMethod.TUN, host)) {
        service.vips().forEach(vip -> vips.put(InetAddresses.format(vip), Family.of(vip)));
      }
    }
    return vips;
  }
}
