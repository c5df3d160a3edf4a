package org.hactl.agent.converge.diff;

import java.time.Duration;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;

/** Makes host states that differ in the values a test gives, and the text of their difference. */
final class TestStates {
  static final List<Resource> VIP = List.of(AddressResource.of("eth0", "10.0.0.9/24"));

  private TestStates() {}

  static List<String> fields(HostState before, HostState after) {
    return StateDiff.of(before, after).stream()
        .flatMap(change -> change.fields().stream())
        .map(field -> field.field() + " " + field.from() + " -> " + field.to())
        .toList();
  }

  static HostState router(List<Resource> held) {
    return router(held, GratuitousArp.DEFAULT, Transport.MULTICAST, ProtocolOptions.DEFAULT);
  }

  static HostState router(
      List<Resource> held, GratuitousArp arp, Transport transport, ProtocolOptions conduct) {
    return host(
        new VirtualRouterSpec(config(arp, transport, conduct), held, List.of(), List.of()),
        VrrpPolicy.NONE);
  }

  static RouterConfig config(GratuitousArp arp, Transport transport, ProtocolOptions options) {
    return new RouterConfig(
        "VI_1",
        VrrpVersion.V3,
        51,
        Family.INET,
        "eth0",
        100,
        Duration.ofSeconds(1),
        true,
        Duration.ZERO,
        Authentication.none(),
        List.of(InetAddresses.parse("10.0.0.9")),
        List.of(),
        arp,
        transport,
        options);
  }

  static HostState host(@Nullable VirtualRouterSpec router, VrrpPolicy policy) {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(router == null ? List.of() : List.of(router))
        .vrrp(policy)
        .build();
  }
}
