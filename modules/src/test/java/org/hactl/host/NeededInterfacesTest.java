package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.link.LinkResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;
import org.junit.jupiter.api.Test;

class NeededInterfacesTest {
  private static final AddressResource ON_D1 = AddressResource.of("d1", "10.5.0.254/24");

  @Test
  void theInterfacesOfAddressesRoutesAndRulesAreNeeded() {
    VirtualRouterSpec router =
        router(
            AddressResource.of("eth0", "10.0.0.254/24"),
            ON_D1,
            RouteResource.builder("10.6.0.0/16").interfaceName("d2").build(),
            RouteResource.builder("10.7.0.0/16")
                .nexthops(
                    List.of(
                        new RouteResource.Hop("10.8.0.1", "d3", 1, false),
                        new RouteResource.Hop("10.9.0.1", null, 1, false)))
                .build(),
            RuleResource.builder(100, "lookup").incomingInterface("d4").table(7).build(),
            RuleResource.builder(101, "lookup").outgoingInterface("d5").table(7).build());
    assertThat(NeededInterfaces.of(router, List.of()))
        .containsExactlyInAnyOrder("d1", "d2", "d3", "d4", "d5");
  }

  @Test
  void untrackedResourcesAndTheLoopbackAreNotNeeded() {
    VirtualRouterSpec router =
        router(
            ON_D1,
            AddressResource.of("lo", "10.0.0.254"),
            RuleResource.builder(100, "lookup").incomingInterface("lo").table(7).build());
    assertThat(NeededInterfaces.of(router.withoutTracking(Set.of(ON_D1.id())), List.of()))
        .isEmpty();
  }

  @Test
  void theParentCountsInsteadOfAnInterfaceThatHactlMakes() {
    VirtualRouterSpec router =
        router(
            AddressResource.of("vrrp.51", "10.0.0.254"), AddressResource.of("vlan7", "10.7.0.254"));
    List<Resource> standing =
        List.of(
            LinkResource.macvlan("vrrp.51", "eth0", "bridge", null),
            LinkResource.vlan("vlan7", "bond0", 7));
    assertThat(NeededInterfaces.of(router, standing)).containsExactly("bond0");
  }

  private static VirtualRouterSpec router(Resource... held) {
    return TestRouters.router("VI_1", "eth0").holding(List.of(held));
  }
}
