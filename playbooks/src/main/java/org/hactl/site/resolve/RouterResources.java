package org.hactl.site.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.VirtualMac;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.filter.FilterResource;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.HeldResource;
import org.hactl.site.model.Holding;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;

/** The resources of a virtual router on a director. Pure. */
public final class RouterResources {
  private RouterResources() {}

  /** The resources of master and backup: the router's own interface, sysctls, the accept filter. */
  static List<Resource> standing(Site site, SiteRouter router, Director director) {
    RouterSettings settings = director.settings();
    Holding holding = settings.holding();
    List<Resource> resources = new ArrayList<>();
    holding
        .vmac()
        // HoldingChecks reports an own interface that has the name of the interface below it.
        .filter(any -> !vipInterface(director).equals(director.interfaceName()))
        .ifPresent(vmac -> {
          resources.addAll(
              vmac.resources(
                  director.interfaceName(),
                  settings.protocol().family(),
                  settings.protocol().virtualRouterId()));
          if (carriesIpv6(director)) {
            resources.add(VirtualMac.takesIpv6(vipInterface(director)));
          }
        });
    if (holding.promoteSecondaries()) {
      holding
          .all()
          .map(held -> held.interfaceName().orElse(vipInterface(director)))
          .distinct()
          .map(VirtualMac::promoteSecondaries)
          .forEach(resources::add);
    }
    if (!director.accepts() && holding.all().findAny().isPresent()) {
      resources.add(
          new FilterResource(
              router.name(),
              holding.all().map(HeldAddress::text).toList(),
              services(site, router)));
    }
    return resources;
  }

  /** The held resources: the master has them and the backup does not. In order. */
  public static List<Resource> held(Director director) {
    Holding holding = director.settings().holding();
    Stream<Resource> addresses = holding.all().map(held -> held.on(vipInterface(director)));
    return Stream.of(addresses, routing(holding).map(HeldResource::resource))
        .<Resource>flatMap(part -> part)
        .toList();
  }

  /** The held resources without which the host can still be master. */
  public static Set<ResourceId> untracked(Director director) {
    Holding holding = director.settings().holding();
    Stream<Resource> addresses =
        holding.all().filter(held -> !held.tracked()).map(held -> held.on(vipInterface(director)));
    return Stream.concat(
            addresses, routing(holding).filter(held -> !held.tracked()).map(HeldResource::resource))
        .map(Resource::id)
        .collect(Collectors.toSet());
  }

  private static Stream<HeldResource<? extends Resource>> routing(Holding holding) {
    return Stream.concat(holding.routes().stream(), holding.rules().stream());
  }

  /** The interface of all VIPs for which the site names no interface. */
  public static String vipInterface(Director director) {
    RouterSettings settings = director.settings();
    return settings
        .holding()
        .vmac()
        .map(vmac -> vmac.name(settings.protocol().family(), settings.protocol().virtualRouterId()))
        .orElse(director.interfaceName());
  }

  /** Whether advertisements leave by the virtual router's own interface. */
  public static boolean sendsOnVmac(Director director) {
    RouterSettings settings = director.settings();
    boolean unicast = settings.transport().unicast().isPresent();
    return settings.holding().vmac().filter(vmac -> !vmac.transmitsOnBase(unicast)).isPresent();
  }

  /** Whether the virtual router's own interface has IPv6 addresses, or sends from one. */
  private static boolean carriesIpv6(Director director) {
    return director.settings().protocol().family() == Family.INET6
        || director
            .settings()
            .holding()
            .all()
            .filter(held -> held.interfaceName().isEmpty())
            .anyMatch(held -> held.prefix().family() == Family.INET6);
  }

  private static List<FilterResource.Service> services(Site site, SiteRouter router) {
    return site.services().stream()
        .filter(service -> router.name().equals(service.virtualRouter()))
        .map(VirtualService::addresses)
        .flatMap(List::stream)
        .filter(address -> address.mark() == null && address.port() > 0)
        .map(address ->
            new FilterResource.Service(
                address.protocol().text(), InetAddresses.format(address.address()), address.port()))
        .toList();
  }
}
