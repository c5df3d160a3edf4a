package org.hactl.site.resolve;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hactl.linux.net.Family;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.ServiceIndex;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;

/**
 * The interfaces of a director on which answers to checks of IPv4 VIPs come in: the check's own, or
 * that of the virtual router. Whether real servers are behind another one, only the director knows.
 */
final class CheckInterfaces {
  private CheckInterfaces() {}

  static SortedSet<String> of(Site site, ServiceIndex services, String host) {
    SortedSet<String> names = new TreeSet<>();
    for (VirtualService service : services.ofDirector(host)) {
      if (Family.of(service.addresses().getFirst().address()) == Family.INET) {
        for (RealServer server : service.realServers()) {
          service.checks(server).stream()
              .filter(part -> part.at().throughVip())
              .flatMap(part ->
                  Optional.ofNullable(part.at().interfaceName())
                      .or(() -> ofRouter(site, service, host))
                      .stream())
              .forEach(names::add);
        }
      }
    }
    return names;
  }

  private static Optional<String> ofRouter(Site site, VirtualService service, String host) {
    return site.virtualRouters().stream()
        .filter(router -> router.name().equals(service.virtualRouter()))
        .flatMap((SiteRouter router) -> router.director(host).stream())
        .map(director -> director.interfaceName())
        .findFirst();
  }
}
