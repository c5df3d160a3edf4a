package org.hactl.agent.status;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.hactl.api.CapacityView;
import org.hactl.api.CapacityView.SorryView;
import org.hactl.api.CapacityView.Standing;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.health.QuorumView;
import org.hactl.host.CapacitySpec;
import org.hactl.host.CapacitySpec.AllDown;
import org.hactl.host.Quorum;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What services need of their real servers, and whether they have it. Pure.
 *
 * @param commands how the commands of a service last ended
 * @param read whether the IPVS table could be read
 */
record CapacityViews(
    Map<String, QuorumView> quorums, Function<String, List<HookView>> commands, boolean read) {
  /** The entry of a server in IPVS; null if it has none. */
  @FunctionalInterface
  interface Entries {
    IpvsStatistics.@Nullable OfDestination find(String address, int port);
  }

  /** Null for a service for which the site says nothing. */
  @Nullable CapacityView of(
      VirtualServiceSpec service, List<RealServerView> realServers, Entries entries) {
    CapacitySpec capacity = service.capacity();
    if (capacity == null) {
      return null;
    }
    Quorum quorum = capacity.quorumOrDefault();
    QuorumView view =
        quorums.getOrDefault(
            service.name(),
            new QuorumView(QuorumView.Standing.UNKNOWN, 0, 0, quorum.all(service.realServers())));
    SorryServer sorry = capacity.sorry();
    return new CapacityView(
        quorum,
        wire(view.standing()),
        view.sinceMillis(),
        view.live(),
        view.all(),
        sorry == null ? null : sorry(sorry, entries.find(sorry.address(), sorry.port())),
        capacity.whenAllDown() == AllDown.KEEP && areKept(realServers),
        commands.apply(service.name()));
  }

  private SorryView sorry(SorryServer sorry, IpvsStatistics.@Nullable OfDestination entry) {
    String forward = sorry.forward().name().toLowerCase(Locale.ROOT);
    if (entry == null) {
      Long none = read ? 0L : null;
      return new SorryView(sorry.text(), forward, false, null, none, none);
    }
    return new SorryView(
        sorry.text(),
        forward,
        entry.weight() > 0,
        entry.weight(),
        entry.activeConnections(),
        entry.inactiveConnections());
  }

  /** A real server that an operator has drained has weight 0. */
  private static boolean areKept(List<RealServerView> realServers) {
    return realServers.stream()
            .anyMatch(each ->
                each.health() == Health.UNHEALTHY
                    && Objects.requireNonNullElse(each.weight(), 0) > 0)
        && realServers.stream()
            .noneMatch(each ->
                each.health() != Health.UNHEALTHY
                    && Objects.requireNonNullElse(each.weight(), 0) > 0);
  }

  private static Standing wire(QuorumView.Standing standing) {
    return switch (standing) {
      case REACHED -> Standing.REACHED;
      case LOST -> Standing.LOST;
      case UNKNOWN -> Standing.UNKNOWN;
    };
  }
}
