package org.hactl.site.compile;

import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualRouterSpec.GratuitousArp;
import org.hactl.host.VirtualRouterSpec.Transport;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteTransport;
import org.hactl.site.model.SiteTransport.Unicast;
import org.hactl.site.model.TrackSettings;
import org.hactl.site.resolve.RouterResources;

/** A virtual router as one director gets it. Pure. */
final class VirtualRouterCompiler {
  private VirtualRouterCompiler() {}

  static VirtualRouterSpec compile(SiteRouter router, Director director) {
    RouterSettings settings = director.settings();
    return new VirtualRouterSpec(
        router.name(),
        settings.version(),
        settings.virtualRouterId(),
        settings.family(),
        director.interfaceName(),
        director.priority(),
        settings.advertInterval().toMillis(),
        settings.preempt(),
        settings.preemptDelay().toMillis(),
        settings.authentication(),
        settings.holding().addresses().stream().map(HeldAddress::text).toList(),
        RouterResources.held(director),
        // What is written then comes to the same: StrictChecks.
        settings.conduct().strict() ? GratuitousArp.ONCE : settings.gratuitousArp(),
        transport(director),
        settings.conduct(),
        settings.tracks().stream().map(TrackSettings::spec).toList(),
        settings.hooks());
  }

  private static Transport transport(Director director) {
    SiteTransport travel = director.settings().travel();
    return new Transport(
        director.peers(),
        travel.group().map(InetAddresses::format).orElse(null),
        director.source().map(InetAddresses::format).orElse(null),
        travel.unicast().map(Unicast::ttl).orElse(Transport.MULTICAST.ttl()),
        travel.unicast().map(Unicast::checkSource).orElse(Transport.MULTICAST.checkSource()),
        RouterResources.sendsOnVmac(director) ? RouterResources.vipInterface(director) : null);
  }
}
