package org.hactl.site;

import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualRouterSpec.GratuitousArp;
import org.hactl.host.VirtualRouterSpec.Transport;
import org.hactl.linux.InetAddresses;
import org.hactl.site.Travel.Unicast;

/** A virtual router as one director gets it. Pure. */
final class VirtualRouterCompiler {
  private VirtualRouterCompiler() {}

  static VirtualRouterSpec compile(VirtualRouter router, Director director) {
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
        settings.tracks().stream().map(Tracked::spec).toList(),
        settings.hooks());
  }

  private static Transport transport(Director director) {
    Travel travel = director.settings().travel();
    return new Transport(
        director.peers(),
        travel.group().map(InetAddresses::format).orElse(null),
        director.source().map(InetAddresses::format).orElse(null),
        travel.unicast().map(Unicast::ttl).orElse(Transport.MULTICAST.ttl()),
        travel.unicast().map(Unicast::checkSource).orElse(Transport.MULTICAST.checkSource()),
        RouterResources.sendsOnVmac(director) ? RouterResources.vipInterface(director) : null);
  }
}
