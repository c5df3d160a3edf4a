package org.hactl.agent.converge.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.converge.diff.TestStates.VIP;
import static org.hactl.agent.converge.diff.TestStates.config;
import static org.hactl.agent.converge.diff.TestStates.fields;
import static org.hactl.agent.converge.diff.TestStates.host;
import static org.hactl.agent.converge.diff.TestStates.router;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.FieldChange;
import org.hactl.module.address.AddressResource;
import org.hactl.module.filter.FilterResource;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Transport;
import org.junit.jupiter.api.Test;

/** The text of the fields that differ, and which of these fields an operator decided. */
class StateDiffTextTest {
  @Test
  void saysWhatDiffersInTheWordsOfTheSite() {
    GratuitousArp arp = GratuitousArp.of(5, Duration.ofSeconds(5), Duration.ofSeconds(30));
    Transport transport =
        new Transport(List.of(), InetAddresses.parse("224.0.0.99"), null, 255, true, null);
    ProtocolOptions conduct =
        ProtocolOptions.DEFAULT.toBuilder()
            .checksum(Checksum.PLAIN)
            .startupDelay(Duration.ofMillis(1_500))
            .build();

    assertThat(
            fields(
                router(VIP, arp, transport, conduct),
                router(VIP, GratuitousArp.DEFAULT, Transport.MULTICAST, ProtocolOptions.DEFAULT)))
        .containsExactlyInAnyOrder(
            "gratuitous_arp.refresh 30s -> 60s",
            "multicast_group 224.0.0.99 -> null",
            "checksum plain -> pseudo_header",
            "startup_delay 1500ms -> 0s");
  }

  @Test
  void noRecordIsShownByItsToString() {
    HookSpec hook = new HookSpec(List.of("/etc/tell", "me"), "nobody", 30_000, Set.of("MASTER"));
    VirtualRouterSpec router =
        new VirtualRouterSpec(
            config(
                GratuitousArp.DEFAULT,
                new Transport(
                    List.of(new Transport.Peer(InetAddresses.parse("10.0.0.2"), 254, 255)),
                    null,
                    null,
                    255,
                    true,
                    null),
                ProtocolOptions.DEFAULT),
            List.of(
                AddressResource.of("eth0", "10.0.0.9/24"),
                new FilterResource(
                    "VI_1",
                    List.of("10.0.0.9"),
                    List.of(new FilterResource.Service("tcp", "10.0.0.9", 80)))),
            List.of(new TrackSpec("a and b", -20)),
            List.of(hook));

    assertThat(fields(HostState.empty("shop", "lvs1"), host(router, VrrpPolicy.NONE)))
        .contains(
            "track null -> a and b (weight -20)",
            "notify null -> /etc/tell me (timeout 30s, user nobody, states MASTER)",
            "unicast.peers null -> 10.0.0.2 (ttl 254 to 255)",
            "holds filter[VI_1] null -> addresses 10.0.0.9, services 10.0.0.9:80/tcp")
        .noneMatch(line -> line.contains("[") && line.contains("="));
  }

  @Test
  void tellsSiteSettingsFromDefaults() {
    HostState nothing = HostState.empty("shop", "lvs1");
    HostState first =
        router(
            VIP,
            GratuitousArp.DEFAULT,
            Transport.MULTICAST,
            ProtocolOptions.DEFAULT.toBuilder().startupDelay(Duration.ofMillis(1_500)).build());

    assertThat(decided(nothing, first))
        .containsExactly(
            "addresses",
            "holds address[eth0 10.0.0.9/24]",
            "interface",
            "priority",
            "rank_by_services",
            "startup_delay",
            "version",
            "virtual_router_id");
    assertThat(decided(first, nothing)).isEqualTo(decided(nothing, first));
    assertThat(decided(first, router(VIP)))
        .as("a return to the default is a decision")
        .containsExactly("startup_delay");
  }

  private static List<String> decided(HostState before, HostState after) {
    return StateDiff.of(before, after).stream()
        .flatMap(change -> change.fields().stream())
        .filter(field -> !field.atDefault())
        .map(FieldChange::field)
        .toList();
  }
}
