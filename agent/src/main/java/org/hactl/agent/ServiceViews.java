package org.hactl.agent;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hactl.agent.api.HostStatus.Health;
import org.hactl.agent.api.HostStatus.RealServerView;
import org.hactl.agent.api.HostStatus.ServiceView;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.InetAddresses;
import org.hactl.linux.IpvsDestination;
import org.hactl.linux.IpvsEntry;
import org.hactl.linux.IpvsStatistics;

/** The virtual services as IPVS has them, beside what the checks say. Pure. */
final class ServiceViews {
  private final List<IpvsEntry> entries;
  private final List<IpvsStatistics> statistics;
  private final Map<RealServerKey, HealthView> health;

  ServiceViews(
      List<IpvsEntry> entries,
      List<IpvsStatistics> statistics,
      Map<RealServerKey, HealthView> health) {
    this.entries = entries;
    this.statistics = statistics;
    this.health = health;
  }

  List<ServiceView> of(HostState state) {
    return state.virtualServices().stream().map(this::service).toList();
  }

  private ServiceView service(VirtualServiceSpec service) {
    String name = LinuxResources.key(service).toString();
    return new ServiceView(
        service.name(),
        name,
        service.scheduler(),
        service.forward().name().toLowerCase(Locale.ROOT),
        service.realServers().stream().map(server -> realServer(service, name, server)).toList());
  }

  private RealServerView realServer(
      VirtualServiceSpec service, String name, RealServerSpec server) {
    HealthView view =
        health.getOrDefault(
            RealServerKey.of(service, server), new HealthView(Health.UNKNOWN, 0, "not tried yet"));
    Optional<IpvsDestination> entry =
        entries.stream()
            .filter(each -> each.service().key().toString().equals(name))
            .flatMap(each -> each.destinations().stream())
            .filter(each -> is(server, InetAddresses.format(each.address()), each.port()))
            .findFirst();
    Optional<IpvsStatistics.OfDestination> counts =
        statistics.stream()
            .filter(each -> each.service().toString().equals(name))
            .flatMap(each -> each.destinations().stream())
            .filter(each -> is(server, InetAddresses.format(each.address()), each.port()))
            .findFirst();
    return new RealServerView(
        server.host(),
        server.address(),
        server.port(),
        entry.map(IpvsDestination::weight).orElse(null),
        view.health(),
        view.sinceMillis(),
        view.detail(),
        counts.map(IpvsStatistics.OfDestination::activeConnections).orElse(0L),
        counts.map(IpvsStatistics.OfDestination::inactiveConnections).orElse(0L));
  }

  private static boolean is(RealServerSpec server, String address, int port) {
    return server.address().equals(address) && server.port() == port;
  }
}
