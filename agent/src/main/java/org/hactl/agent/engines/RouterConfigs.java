package org.hactl.agent.engines;

import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.address.AddressResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterConfig.AnnouncedAddress;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;

/** From the site's words to the engine's. Pure. */
public final class RouterConfigs {
  private RouterConfigs() {}

  /**
   * @throws IllegalArgumentException where the engine could not run such a router; {@link
   *     #problems} says so beforehand
   */
  static List<RouterConfig> of(HostState state) {
    return state.virtualRouters().stream().map(RouterConfigs::of).toList();
  }

  /** The routers that are master together. */
  static List<SyncGroupConfig> groups(HostState state) {
    return state.vrrp().syncGroups().stream()
        .map(group -> new SyncGroupConfig(group.name(), group.routers()))
        .toList();
  }

  /** Why the routers of this state cannot run, one sentence each. */
  public static List<String> problems(HostState state) {
    List<String> problems = new ArrayList<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      try {
        of(router);
      } catch (IllegalArgumentException e) {
        problems.add("virtual router " + router.name() + ": " + e.getMessage());
      }
    }
    return problems;
  }

  private static RouterConfig of(VirtualRouterSpec router) {
    return new RouterConfig(
        router.name(),
        VrrpVersion.of(router.version()),
        router.virtualRouterId(),
        router.family(),
        router.interfaceName(),
        router.priority(),
        Duration.ofMillis(router.advertIntervalMillis()),
        router.preempt(),
        Duration.ofMillis(router.preemptDelayMillis()),
        authentication(router.authentication()),
        router.addresses().stream().map(InetAddresses::parse).toList(),
        announced(router),
        gratuitousArp(router.gratuitousArp()),
        transport(router.transport()),
        conduct(router.conduct()));
  }

  private static Authentication authentication(
      VirtualRouterSpec.@Nullable Authentication authentication) {
    if (authentication == null) {
      return Authentication.none();
    }
    String password = authentication.password().value();
    return switch (authentication.type()) {
      case PASS -> Authentication.pass(password);
      case AH -> Authentication.ah(password);
    };
  }

  /** A group that is joined belongs to nobody, so there is nothing to announce. */
  private static List<AnnouncedAddress> announced(VirtualRouterSpec router) {
    return router.held().stream()
        .filter(AddressResource.class::isInstance)
        .map(AddressResource.class::cast)
        .map(each ->
            new AnnouncedAddress(each.interfaceName(), InetPrefix.parse(each.address()).address()))
        .filter(each -> !each.address().isMulticastAddress())
        .toList();
  }

  private static GratuitousArp gratuitousArp(VirtualRouterSpec.GratuitousArp arp) {
    return new GratuitousArp(
        arp.repeat(),
        Duration.ofMillis(arp.delayMillis()),
        Duration.ofMillis(arp.refreshMillis()),
        arp.refreshRepeat(),
        arp.lowerRepeat(),
        Duration.ofMillis(arp.lowerDelayMillis()),
        Duration.of(arp.spacingMicros(), ChronoUnit.MICROS),
        arp.extraInterfaces());
  }

  private static Transport transport(VirtualRouterSpec.Transport transport) {
    return new Transport(
        transport.peers().stream()
            .map(peer ->
                new Transport.Peer(
                    InetAddresses.parse(peer.address()), peer.minTtl(), peer.maxTtl()))
            .toList(),
        address(transport.group()),
        address(transport.source()),
        transport.ttl(),
        transport.checkSource(),
        transport.sendInterface());
  }

  private static ProtocolOptions conduct(VirtualRouterSpec.Conduct conduct) {
    return new ProtocolOptions(
        conduct.downTimerAdverts(),
        conduct.answerLower(),
        conduct.tellHigher(),
        conduct.pseudoHeader(),
        conduct.discardOtherAddresses(),
        conduct.strict(),
        Duration.ofMillis(conduct.startupDelayMillis()),
        Duration.ofMillis(conduct.bootDelayMillis()),
        Duration.ofMillis(conduct.forwardingDelayMillis()));
  }

  private static @Nullable InetAddress address(@Nullable String text) {
    return text == null ? null : InetAddresses.parse(text);
  }
}
