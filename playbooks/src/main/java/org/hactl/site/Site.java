package org.hactl.site;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hactl.host.DriftPolicy;
import org.hactl.host.MailPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A whole site with nothing left open: every name is a host of the inventory, every template is
 * rendered, every default is filled in.
 *
 * @param mail null where nobody is told
 * @param exclusive kinds of which a host shall have nothing but what the site says
 * @param hosts every host of the inventory, with what {@code hosts} asks for on it
 */
public record Site(
    String name,
    @Nullable MailPolicy mail,
    List<VirtualRouter> virtualRouters,
    List<VirtualService> services,
    DriftPolicy drift,
    Set<String> exclusive,
    SortedMap<String, List<Declared>> hosts) {
  public Site {
    virtualRouters = List.copyOf(virtualRouters);
    services = List.copyOf(services);
    exclusive = Set.copyOf(exclusive);
  }

  /** The hosts that take part in a virtual router. */
  public SortedSet<String> directors() {
    SortedSet<String> hosts = new TreeSet<>();
    virtualRouters.forEach(router -> router.directors().forEach(d -> hosts.add(d.host())));
    return hosts;
  }

  /** The hosts to which some virtual service sends packets. */
  public SortedSet<String> realServers() {
    SortedSet<String> hosts = new TreeSet<>();
    services.forEach(service -> service.realServers().forEach(r -> hosts.add(r.host())));
    return hosts;
  }

  /** The services that send packets to a host. */
  public List<VirtualService> servicesOf(String realServer) {
    return services.stream()
        .filter(s -> s.realServers().stream().anyMatch(r -> r.host().equals(realServer)))
        .toList();
  }

  /** The hosts that take part in the virtual router of a service. */
  public List<Director> directorsOf(VirtualService service) {
    return virtualRouters.stream()
        .filter(router -> router.name().equals(service.virtualRouter()))
        .flatMap(router -> router.directors().stream())
        .toList();
  }
}
