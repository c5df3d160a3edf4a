package org.hactl.site.compile;

import java.util.List;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteTransport;
import org.hactl.site.model.SiteTransport.Unicast;
import org.hactl.site.model.TrackSettings;
import org.hactl.site.resolve.RankPenalty;
import org.hactl.site.resolve.RouterResources;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;

/** A virtual router as one director gets it. Pure. */
final class VirtualRouterCompiler {
  private VirtualRouterCompiler() {}

  static VirtualRouterSpec compile(SiteRouter router, Director director) {
    RouterSettings settings = director.settings();
    return new VirtualRouterSpec(
        config(router.name(), director),
        RouterResources.held(director),
        settings.tracks().stream().map(TrackSettings::spec).toList(),
        settings.hooks(),
        RouterResources.untracked(director),
        RankPenalty.of(router, director),
        List.of());
  }

  private static RouterConfig config(String name, Director director) {
    RouterSettings settings = director.settings();
    Authentication authentication = settings.protocol().authentication();
    return new RouterConfig(
        name,
        VrrpVersion.of(settings.protocol().version()),
        settings.protocol().virtualRouterId(),
        settings.protocol().family(),
        director.interfaceName(),
        director.priority(),
        settings.protocol().advertInterval(),
        settings.protocol().preempt(),
        settings.protocol().preemptDelay(),
        authentication == null ? Authentication.none() : authentication,
        settings.holding().addresses().stream().map(HeldAddress::address).toList(),
        List.of(),
        // With strict, StrictChecks allows only settings that mean the same as ONCE.
        settings.protocol().options().strict() ? GratuitousArp.ONCE : settings.gratuitousArp(),
        transport(director),
        settings.protocol().options());
  }

  private static Transport transport(Director director) {
    SiteTransport transport = director.settings().transport();
    return new Transport(
        director.peers(),
        transport.group().orElse(null),
        director.source().orElse(null),
        transport.unicast().map(Unicast::ttl).orElse(Transport.MULTICAST.ttl()),
        transport.unicast().map(Unicast::checkSource).orElse(Transport.MULTICAST.checkSource()),
        RouterResources.sendsOnVmac(director) ? RouterResources.vipInterface(director) : null);
  }
}
