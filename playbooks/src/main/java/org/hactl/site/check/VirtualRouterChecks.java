package org.hactl.site.check;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.Vmac;
import org.hactl.site.resolve.RouterResources;

/** Checks each virtual router, and each pair of them. */
public final class VirtualRouterChecks {

  private final Findings findings;

  public VirtualRouterChecks(Findings findings) {
    this.findings = findings;
  }

  public void check(List<SiteRouter> routers, Map<String, InetAddress> hostAddresses) {
    for (SiteRouter router : routers) {
      priorities(router);
      new Agreement(findings).check(router);
      for (Director director : router.directors()) {
        RouterFindings found = new RouterFindings(findings, router.name(), director.settings());
        new ProtocolChecks(found).check();
        new VipChecks(found, hostAddresses).check(director);
        new HoldingChecks(found).check(director);
        TransportChecks transport = new TransportChecks(found, router);
        transport.check();
        transport.source(director);
        transport.reachesPeers(director);
        new StrictChecks(found).check(director);
      }
    }
    ownInterfaces(routers);
    for (int i = 0; i < routers.size(); i++) {
      for (int j = 0; j < i; j++) {
        pair(routers.get(i), routers.get(j));
      }
    }
  }

  private void priorities(SiteRouter router) {
    Map<Integer, String> taken = new HashMap<>();
    for (Director director : router.directors()) {
      String path = "vrrp.%s.directors.%s: ".formatted(router.name(), director.host());
      String other = taken.putIfAbsent(director.priority(), director.host());
      if (other != null) {
        findings.error(
            director.at(),
            path
                + "%s also has priority %d; give each director its own, so that it is clear which one becomes master"
                    .formatted(other, director.priority()));
      }
      if (director.priority() == Director.OWNER_PRIORITY) {
        findings.warning(
            director.at(),
            path
                + "priority 255 means that the VIP is the host's own address, so the host takes over at once and never gives way; use 1 to 254 unless that is intended");
      }
    }
  }

  /**
   * Checks the routers' own interfaces on each host: they must have different names, and those on
   * top of the same interface must be of one type.
   */
  private void ownInterfaces(List<SiteRouter> routers) {
    Map<String, String> taken = new HashMap<>();
    Map<String, SiteRouter> first = new HashMap<>();
    for (SiteRouter router : routers) {
      for (Director director : router.directors()) {
        Optional<Vmac> vmac = director.settings().holding().vmac();
        if (vmac.isPresent()) {
          kind(router, director, vmac.get(), first);
          String name = RouterResources.vipInterface(director);
          String other = taken.putIfAbsent(director.host() + " " + name, router.name());
          if (other != null) {
            new RouterFindings(findings, router.name(), director.settings())
                .error(
                    "use_vmac",
                    "%s is also the interface of %s on %s; choose another name"
                        .formatted(name, other, director.host()));
          }
        }
      }
    }
  }

  /** Checks that an interface below has only macvlans or only ipvlans on top of it. */
  private void kind(
      SiteRouter router, Director director, Vmac vmac, Map<String, SiteRouter> first) {
    String below = director.host() + " " + director.interfaceName();
    SiteRouter other = first.putIfAbsent(below, router);
    if (other == null) {
      return;
    }
    boolean same =
        other.directors().stream()
            .filter(each -> each.host().equals(director.host()))
            .flatMap(each -> each.settings().holding().vmac().stream())
            .allMatch(each -> each.type() == vmac.type());
    if (!same) {
      new RouterFindings(findings, router.name(), director.settings())
          .error(
              "use_vmac",
              "interface %s of %s already has a use_vmac of the other type, from %s; it can have macvlans or ipvlans, not both"
                  .formatted(director.interfaceName(), director.host(), other.name()));
    }
  }

  private void pair(SiteRouter router, SiteRouter earlier) {
    if (router.virtualRouterId() == earlier.virtualRouterId()
        && router.settings().protocol().family() == earlier.settings().protocol().family()
        && SharedSegment.between(router, earlier)) {
      new RouterFindings(findings, router.name(), router.settings())
          .error(
              "virtual_router_id",
              "VRID %d is already used by %s (line %d) on the same segment; each virtual router there needs its own"
                  .formatted(
                      router.virtualRouterId(),
                      earlier.name(),
                      earlier.origin().at("virtual_router_id").line()));
    }
    held(router, router.settings().holding().addresses(), "addresses", earlier);
    held(router, router.settings().holding().excluded(), "excluded_addresses", earlier);
  }

  private void held(SiteRouter router, List<HeldAddress> mine, String key, SiteRouter earlier) {
    for (HeldAddress held : mine) {
      earlier
          .settings()
          .holding()
          .all()
          .filter(other -> other.address().equals(held.address()))
          .forEach(other ->
              findings.error(
                  held.at(),
                  "vrrp.%s.%s: %s is also a VIP of %s (line %d); a VIP belongs to one virtual router"
                      .formatted(
                          router.name(), key, held.text(), earlier.name(), other.at().line())));
    }
  }
}
