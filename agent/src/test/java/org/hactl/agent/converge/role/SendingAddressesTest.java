package org.hactl.agent.converge.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hactl.agent.converge.HeldHost;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Test;

/** A plan says which routers would have no address to send advertisements from. */
class SendingAddressesTest {
  private static final String VIP = "192.168.0.254/24";
  private static final String OWN = "192.168.0.15/24";
  private static final HostState NOTHING = HostState.empty("shop", "lvs1");
  private static final String NO_ADDRESS =
      "virtual router VI_1: d1 has no IPv4 address of its own, so the router cannot send"
          + " advertisements; give d1 one, or name another interface";

  private final MemoryKernel kernel =
      new MemoryKernel().withLink("eth0").withAddress("eth0", OWN).withLink("d1");
  private final Set<ResourceId> owned = new HashSet<>();

  @Test
  void aRouterOnAnInterfaceWithoutAnAddressIsAProblem() {
    assertThat(problems(NOTHING, state(on("eth0")))).isEmpty();
    assertThat(problems(NOTHING, state(on("d1")))).containsExactly(NO_ADDRESS);
    assertThat(problems(state(on("eth0")), state(on("d1")))).containsExactly(NO_ADDRESS);
  }

  @Test
  void theStateItselfCanGiveTheAddress() {
    assertThat(problems(NOTHING, state(on("d1"), AddressResource.of("d1", "10.0.0.1/24"))))
        .isEmpty();
    assertThat(problems(NOTHING, state(on("d1"), AddressResource.of("eth0", "10.0.0.1/24"))))
        .containsExactly(NO_ADDRESS);
    assertThat(problems(NOTHING, state(on("d1"), AddressResource.of("d1", "2001:db8::1/64"))))
        .containsExactly(NO_ADDRESS);
  }

  /** An interface that is made by this state, or comes up later, is not there to be looked at. */
  @Test
  void anInterfaceThatIsNotThereOrDownIsNoProblem() {
    assertThat(problems(NOTHING, state(on("d9")))).isEmpty();
    kernel.links().setUp("d1", false);
    assertThat(problems(NOTHING, state(on("d1")))).isEmpty();
  }

  @Test
  void aRouterWhoseAddressIsAwayForAMomentIsNoProblem() {
    HostState before = state(on("d1"));
    assertThat(problems(before, before)).isEmpty();
    VirtualRouterSpec changed =
        new VirtualRouterSpec(
            on("d1").config().withPriority(50), on("d1").held(), List.of(), List.of());
    assertThat(problems(before, state(changed))).isEmpty();
    assertThat(problems(before, state(TestRouters.router("VI_2", "d1", VIP)))).isEmpty();
  }

  @Test
  void aVipIsNoAddressToSendFrom() {
    kernel.withAddress("d1", VIP);
    assertThat(problems(NOTHING, state(on("d1")))).containsExactly(NO_ADDRESS);
    HostState master = state(on("d1"));
    VirtualRouterSpec other = TestRouters.router("VI_1", "d1", "192.168.0.253/24");
    kernel.withAddress("d1", OWN);
    assertThat(problems(master, state(other))).isEmpty();
    assertThat(problems(master, state(TestRouters.router("VI_1", "d1", OWN))))
        .as("the host's own address becomes a VIP, and the old VIP goes")
        .containsExactly(NO_ADDRESS);
  }

  @Test
  void anOwnerSendsFromItsVip() {
    VirtualRouterSpec owner = TestRouters.router("VI_1", 2, 51, "d1", 255, VIP);
    assertThat(problems(NOTHING, state(owner))).isEmpty();
  }

  /** The new state no longer names the address, so hactl will remove it. */
  @Test
  void anAddressThatHactlRemovesDoesNotCount() {
    AddressResource address = AddressResource.of("d1", "10.0.0.1/24");
    kernel.withAddress("d1", address.address());
    HostState before = state(on("eth0"), address);
    assertThat(problems(before, state(on("d1")))).isEmpty();
    owned.add(address.id());
    assertThat(problems(before, state(on("d1")))).containsExactly(NO_ADDRESS);
    assertThat(problems(before, state(on("d1"), address))).isEmpty();
  }

  @Test
  void aNamedSourceMustBeThere() {
    assertThat(problems(NOTHING, state(from("192.168.0.15")))).isEmpty();
    assertThat(problems(NOTHING, state(from("192.168.0.16"))))
        .containsExactly(
            "virtual router VI_1: eth0 does not have the address 192.168.0.16 to send from; give"
                + " eth0 this address, or name another source or interface");
  }

  @Test
  void anIpv6RouterSendsFromALinkLocalAddress() {
    kernel.withAddress("d1", "2001:db8::15/64");
    assertThat(problems(NOTHING, state(ipv6())))
        .singleElement()
        .asString()
        .contains("d1 has no link-local IPv6 address of its own");
    String off = "net.ipv6.conf.d1.disable_ipv6";
    kernel.withSysctl(off, "1");
    assertThat(problems(NOTHING, state(ipv6(), new SysctlResource(off, "0"))))
        .as("the kernel then gives the interface one")
        .isEmpty();
    kernel.withSysctl(off, "0").withAddress("d1", "fe80::15/64");
    assertThat(problems(NOTHING, state(ipv6()))).isEmpty();
  }

  private List<String> problems(HostState before, HostState after) {
    return HostProblems.of(kernel, _ -> true, before, after, owned::contains);
  }

  private static HostState state(VirtualRouterSpec router, Resource... resources) {
    return HeldHost.state(new ArrayList<>(List.of(resources)), List.of(router));
  }

  private static VirtualRouterSpec on(String interfaceName) {
    return TestRouters.router("VI_1", interfaceName, VIP);
  }

  private static VirtualRouterSpec from(String source) {
    VirtualRouterSpec plain = on("eth0");
    Transport transport =
        new Transport(List.of(), null, InetAddresses.parse(source), 255, true, null);
    return new VirtualRouterSpec(
        plain.config().with(transport), plain.held(), List.of(), List.of());
  }

  private static VirtualRouterSpec ipv6() {
    RouterConfig plain = on("d1").config();
    RouterConfig config =
        new RouterConfig(
            plain.name(),
            VrrpVersion.V3,
            plain.virtualRouterId(),
            Family.INET6,
            "d1",
            100,
            plain.advertInterval(),
            true,
            plain.preemptDelay(),
            Authentication.none(),
            List.of(InetAddresses.parse("2001:db8::254")),
            List.of(),
            plain.gratuitousArp(),
            Transport.MULTICAST,
            plain.options());
    List<Resource> held = List.of(AddressResource.of("d1", "2001:db8::254/64"));
    return new VirtualRouterSpec(config, held, List.of(), List.of());
  }
}
