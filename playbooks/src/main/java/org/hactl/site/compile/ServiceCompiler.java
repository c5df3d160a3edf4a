package org.hactl.site.compile;

import static org.hactl.site.compile.SiteCompiler.notDefault;

import java.util.Comparator;
import java.util.stream.Stream;
import org.hactl.host.PersistenceOptions;
import org.hactl.host.RealServerOptions;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.ipvs.Tunnel;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.ServiceSettings;
import org.hactl.site.model.VirtualService;

/**
 * Compiles a virtual service for its directors: one specification for each of its addresses, as
 * IPVS has one entry for each. They have the service's name in common, and so its checks, health
 * and holds.
 */
final class ServiceCompiler {
  private ServiceCompiler() {}

  static Stream<VirtualServiceSpec> specs(VirtualService service, String director) {
    return service.addresses().stream()
        .map(address -> spec(service, address))
        .map(spec -> spec.toBuilder().onMasterOnly(isOnMasterOnly(service, director)).build());
  }

  /** As backup, a director that is a real server would balance again what the master sends it. */
  private static boolean isOnMasterOnly(VirtualService service, String director) {
    return service.virtualRouter() != null && service.isServedBy(director);
  }

  private static VirtualServiceSpec spec(VirtualService service, ServiceAddress address) {
    ServiceSettings settings = service.settings();
    return VirtualServiceSpec.builder(
            service.name(), InetAddresses.format(address.address()), address.port())
        .virtualRouter(service.virtualRouter())
        .protocol(address.protocol().text())
        .mark(address.mark())
        .scheduler(settings.scheduler().word())
        .flags(settings.flags())
        .forward(settings.forward())
        .persistenceMillis(settings.persistence().time().toMillis())
        .persistenceOptions(notDefault(settings.persistence().options(), PersistenceOptions.NONE))
        .check(settings.check())
        .onDown(settings.onDown())
        .capacity(settings.capacity() == null ? null : settings.capacity().spec(settings.forward()))
        .realServers(
            service.realServers().stream()
                .sorted(Comparator.comparing(RealServer::host).thenComparingInt(RealServer::port))
                .map(server -> realServer(service, server, address))
                .toList())
        .build();
  }

  private static RealServerSpec realServer(
      VirtualService service, RealServer server, ServiceAddress address) {
    int port = service.port(server, address);
    RealServerOptions said =
        port == server.port() ? server.own() : server.own().withCheckedPort(server.port());
    RealServerOptions own =
        said.withTunnel(
            service.tunnel(server).filter(tunnel -> !tunnel.equals(Tunnel.IPIP)).orElse(null));
    return new RealServerSpec(
        server.host(),
        InetAddresses.format(server.address()),
        port,
        server.weight(),
        notDefault(own, RealServerOptions.NONE));
  }
}
