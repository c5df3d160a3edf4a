package org.hactl.site.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.site.model.Declared;
import org.hactl.site.model.Director;
import org.hactl.site.model.ServiceIndex;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;
import org.hactl.site.resolve.DerivedResources;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a site into the state of each host. A pure function: equal sites give equal states, in
 * equal order.
 */
public final class SiteCompiler {
  private final Site site;
  private final ServiceIndex services;

  private SiteCompiler(Site site) {
    this.site = site;
    this.services = new ServiceIndex(site);
  }

  /** One state for every host of the inventory, also for hosts that the site does not name. */
  public static SortedMap<String, HostState> compile(Site site) {
    SiteCompiler compiler = new SiteCompiler(site);
    SortedMap<String, HostState> states = new TreeMap<>();
    site.hosts().keySet().forEach(host -> states.put(host, compiler.state(host)));
    return states;
  }

  private HostState state(String host) {
    List<VirtualRouterSpec> routers = routers(host);
    List<VirtualServiceSpec> balanced = services(host);
    boolean directs = !routers.isEmpty() || !balanced.isEmpty();
    return HostState.builder(site.name(), host)
        .resources(resources(host))
        .virtualRouters(routers)
        .vrrp(PolicyCompiler.compile(site, host))
        .virtualServices(balanced)
        .exclusive(directs ? site.policies().exclusive() : Set.of())
        .drift(site.policies().drift())
        .mail(directs ? site.policies().notifications().mail() : null)
        .metrics(site.policies().metrics())
        .generations(notDefault(site.policies().generations(), HostState.DEFAULT_GENERATIONS))
        .build();
  }

  /** A state without it has the digest that it had before there was such a key. */
  static <T> @Nullable T notDefault(T value, T standard) {
    return value.equals(standard) ? null : value;
  }

  private List<Resource> resources(String host) {
    Map<ResourceId, Resource> all = new TreeMap<>();
    DerivedResources.unlessDeclared(site, services, host)
        .forEach(resource -> all.put(resource.id(), resource));
    DerivedResources.of(site, services, host).forEach(resource -> all.put(resource.id(), resource));
    site.hosts().getOrDefault(host, List.of()).stream()
        .map(Declared::resource)
        .forEach(resource -> all.put(resource.id(), resource));
    return new ArrayList<>(all.values());
  }

  private List<VirtualRouterSpec> routers(String host) {
    List<VirtualRouterSpec> specs = new ArrayList<>();
    for (SiteRouter router : site.virtualRouters()) {
      for (Director director : router.directors()) {
        if (director.host().equals(host)) {
          specs.add(
              VirtualRouterCompiler.compile(router, director)
                  .standingBy(DerivedResources.standby(services, router.name(), host)));
        }
      }
    }
    specs.sort(Comparator.comparing(VirtualRouterSpec::name));
    return specs;
  }

  private List<VirtualServiceSpec> services(String host) {
    return services.ofDirector(host).stream()
        .sorted(Comparator.comparing(VirtualService::name))
        .flatMap(service -> ServiceCompiler.specs(service, host))
        .toList();
  }
}
