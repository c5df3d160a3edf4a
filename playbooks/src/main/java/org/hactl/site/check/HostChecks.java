package org.hactl.site.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.site.model.Declared;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.ServiceIndex;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.resolve.DerivedResources;
import org.hactl.site.resolve.NetworkResourceFactory;

/** Checks a host's own resources against the resources that load balancing needs on the host. */
public final class HostChecks {
  private final Findings findings;

  public HostChecks(Findings findings) {
    this.findings = findings;
  }

  public void check(Site site) {
    ServiceIndex services = new ServiceIndex(site);
    site.hosts().forEach((host, declared) -> check(site, services, host, declared));
  }

  /** Reports resources of {@code hosts} that contradict the resources for load balancing. */
  private void check(Site site, ServiceIndex services, String host, List<Declared> declared) {
    Map<ResourceId, Resource> derived =
        DerivedResources.of(site, services, host).stream()
            .collect(Collectors.toMap(Resource::id, r -> r, (a, b) -> a));
    for (Declared one : declared) {
      Resource needed = derived.get(one.resource().id());
      if (needed != null && !needed.equals(one.resource())) {
        findings.error(
            one.at(),
            "hosts.%s: %s contradicts what load balancing needs on %s: %s"
                .formatted(
                    one.by(),
                    NetworkResourceFactory.say(one.resource()),
                    host,
                    NetworkResourceFactory.say(needed)));
      }
      held(site, host, one);
    }
    routes(site, host, declared);
  }

  private record HeldRoute(SiteRouter router, Resource route) {
    boolean contradicts(Resource other) {
      return route.id().equals(other.id()) && !route.equals(other);
    }
  }

  /** Reports contradicting routes: the kernel keeps one for a destination, metric and table. */
  private void routes(Site site, String host, List<Declared> declared) {
    List<HeldRoute> all = new ArrayList<>();
    for (SiteRouter router : site.virtualRouters()) {
      for (Director director : router.directors()) {
        if (director.host().equals(host)) {
          routes(router, director, all);
        }
      }
    }
    for (Declared one : declared) {
      all.stream()
          .filter(held -> held.contradicts(one.resource()))
          .findFirst()
          .ifPresent(held ->
              findings.error(one.at(), "hosts.%s: %s".formatted(one.by(), say(held, host))));
    }
  }

  private void routes(SiteRouter router, Director director, List<HeldRoute> before) {
    List<HeldRoute> own =
        director.settings().holding().routes().stream()
            .map(route -> new HeldRoute(router, route.resource()))
            .toList();
    for (HeldRoute one : own) {
      before.stream()
          .filter(held -> held.contradicts(one.route()))
          .findFirst()
          .ifPresent(held ->
              new RouterFindings(findings, router.name(), director.settings())
                  .error("routes", say(held, director.host())));
    }
    before.addAll(own);
  }

  private static String say(HeldRoute held, String host) {
    return "%s is also a route of %s on %s, with other values; the kernel keeps only one of them, so give one another metric or table"
        .formatted(NetworkResourceFactory.say(held.route()), held.router().name(), host);
  }

  private void held(Site site, String host, Declared declared) {
    for (SiteRouter router : site.virtualRouters()) {
      boolean director = router.directors().stream().anyMatch(d -> d.host().equals(host));
      for (HeldAddress vip : router.settings().holding().all().toList()) {
        if (director && NetworkResourceFactory.isAddress(declared.resource(), vip.text())) {
          findings.error(
              declared.at(),
              "hosts.%s: %s is a VIP of %s, which adds and removes it with its role; leave it out here"
                  .formatted(declared.by(), vip.text(), router.name()));
        }
      }
    }
  }
}
