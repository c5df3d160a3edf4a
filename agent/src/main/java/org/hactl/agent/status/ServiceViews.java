package org.hactl.agent.status;

import static java.util.Objects.requireNonNullElse;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.OwnView;
import org.hactl.api.RealServerView.TrialView;
import org.hactl.api.ServiceView;
import org.hactl.api.ServiceView.PersistenceView;
import org.hactl.api.TryView;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerHealth;
import org.hactl.health.RealServerKey;
import org.hactl.host.HostState;
import org.hactl.host.PersistenceOptions;
import org.hactl.host.Quorums;
import org.hactl.host.RealServerOptions;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/** The virtual services as IPVS has them, with the results of the checks. Pure. */
final class ServiceViews {
  private final Map<IpvsServiceKey, IpvsStatistics> statistics = new HashMap<>();
  private final Map<RealServerKey, HealthView> health;
  private final Map<RealServerKey, HealthView> onTrial;
  private final Map<RealServerKey, Integer> slowStarts;
  private final Map<RealServerKey, List<TryView>> tries;
  private final CapacityViews capacities;
  private final boolean read;
  private final @Nullable Boolean leavesQuiescent;

  /** The name of a real server within its service. */
  private record RealServerEndpoint(String address, int port) {
    static RealServerEndpoint of(InetAddress address, int port) {
      return new RealServerEndpoint(InetAddresses.format(address), port);
    }
  }

  private ServiceViews(
      List<IpvsStatistics> statistics,
      ReportedHealth health,
      boolean read,
      @Nullable Boolean leavesQuiescent) {
    statistics.forEach(each -> this.statistics.put(each.service(), each));
    this.health = health.inForce();
    this.onTrial = health.onTrial();
    this.slowStarts = health.slowStarts();
    this.tries = health.tries();
    this.capacities = new CapacityViews(health.quorums(), health.commands(), read);
    this.read = read;
    this.leavesQuiescent = leavesQuiescent;
  }

  /**
   * @param leavesQuiescent as in {@link PersistenceView}
   */
  static ServiceViews of(
      List<IpvsStatistics> statistics, ReportedHealth health, @Nullable Boolean leavesQuiescent) {
    return new ServiceViews(statistics, health, true, leavesQuiescent);
  }

  /** The view if the IPVS table could not be read. */
  static ServiceViews ofUnreadTable(ReportedHealth health) {
    return new ServiceViews(List.of(), health, false, null);
  }

  List<ServiceView> of(HostState state) {
    Map<String, Integer> quorums = Quorums.ofTrackers(state);
    return state.virtualServices().stream()
        .map(each -> service(each, quorums.getOrDefault(each.name(), 0)))
        .toList();
  }

  private ServiceView service(VirtualServiceSpec service, int quorum) {
    IpvsServiceKey key = service.key();
    Map<RealServerEndpoint, IpvsStatistics.OfDestination> counts = counts(statistics.get(key));
    List<RealServerView> realServers =
        service.realServers().stream()
            .map(server -> {
              RealServerEndpoint endpoint = new RealServerEndpoint(server.address(), server.port());
              return realServer(service, server, counts.get(endpoint));
            })
            .toList();
    return new ServiceView(
        service.name(),
        key.toString(),
        service.scheduler(),
        service.forward().name().toLowerCase(Locale.ROOT),
        realServers,
        persistence(service),
        quorum,
        capacities.of(
            service,
            realServers,
            (address, port) -> counts.get(new RealServerEndpoint(address, port))),
        read && service.onMasterOnly() && !statistics.containsKey(key)
            ? service.virtualRouter()
            : null);
  }

  private @Nullable PersistenceView persistence(VirtualServiceSpec service) {
    PersistenceOptions options =
        requireNonNullElse(service.persistenceOptions(), PersistenceOptions.NONE);
    return service.persistenceMillis() == 0
        ? null
        : new PersistenceView(
            service.persistenceMillis(), leavesQuiescent, options.prefix(), options.engine());
  }

  private static Map<RealServerEndpoint, IpvsStatistics.OfDestination> counts(
      @Nullable IpvsStatistics statistics) {
    Map<RealServerEndpoint, IpvsStatistics.OfDestination> counts = new HashMap<>();
    if (statistics != null) {
      for (IpvsStatistics.OfDestination each : statistics.destinations()) {
        counts.put(RealServerEndpoint.of(each.address(), each.port()), each);
      }
    }
    return counts;
  }

  private RealServerView realServer(
      VirtualServiceSpec service,
      RealServerSpec server,
      IpvsStatistics.@Nullable OfDestination counts) {
    RealServerKey key = RealServerKey.of(service, server);
    HealthView view =
        health.getOrDefault(key, new HealthView(RealServerHealth.UNKNOWN, 0, "not tried yet"));
    return RealServerView.builder(server.host(), server.address(), server.port())
        .weight(counts == null ? null : counts.weight())
        .health(wire(view.health()), view.sinceMillis(), view.detail())
        .connections(
            count(counts, IpvsStatistics.OfDestination::activeConnections),
            count(counts, IpvsStatistics.OfDestination::inactiveConnections))
        .siteWeight(server.weight())
        .slowStart(slowStarts.get(key))
        .byChecks(view.weightPercent())
        .tries(tries.getOrDefault(key, List.of()))
        .trial(trial(onTrial.get(key)))
        .own(own(server.options()))
        .build();
  }

  private static @Nullable OwnView own(RealServerOptions options) {
    ForwardMethod forward = options.forward();
    return forward == null && options.maxConnections() == null && options.tunnel() == null
        ? null
        : new OwnView(
            forward == null ? null : forward.name().toLowerCase(Locale.ROOT),
            options.maxConnections(),
            options.minConnections(),
            options.tunnel() == null ? null : options.tunnel().toString());
  }

  private static @Nullable TrialView trial(@Nullable HealthView view) {
    return view == null
        ? null
        : new TrialView(wire(view.health()), view.sinceMillis(), view.detail());
  }

  private static Health wire(RealServerHealth health) {
    return switch (health) {
      case HEALTHY -> Health.HEALTHY;
      case UNHEALTHY -> Health.UNHEALTHY;
      case UNKNOWN -> Health.UNKNOWN;
      case UNCHECKED -> Health.UNCHECKED;
    };
  }

  private @Nullable Long count(
      IpvsStatistics.@Nullable OfDestination counts,
      ToLongFunction<IpvsStatistics.OfDestination> count) {
    if (counts != null) {
      return count.applyAsLong(counts);
    }
    return read ? 0L : null;
  }
}
