package org.hactl.agent.converge.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.agent.converge.HeldHost;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.filter.MarkResource;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.Transport;
import org.junit.jupiter.api.Test;

class HostProblemsTest {
  private static final AddressResource VIP6 = AddressResource.of("eth0", "2001:db8::254/64");
  private static final String OFF = "net.ipv6.conf.eth0.disable_ipv6";

  private final MemoryKernel kernel =
      new MemoryKernel().withLink("eth0").withAddress("eth0", "192.168.0.15/24");

  @Test
  void anIpv6AddressWhereIpv6IsOffIsAProblem() {
    assertThat(problems(state(router(VIP6)))).isEmpty();
    kernel.withSysctl(OFF, "1");
    assertThat(problems(state(router(VIP6))))
        .singleElement()
        .asString()
        .contains("address[eth0 2001:db8::254/64]", "IPv6 is off on eth0", "{" + OFF + ": 0}");
    assertThat(problems(state(router(VIP6), new SysctlResource(OFF, "0")))).isEmpty();
  }

  @Test
  void marksNeedNftOrThePackageThatBringsIt() {
    MarkResource mark = new MarkResource("192.168.0.254", "tcp", 80, 90, 7);
    assertThat(withoutPrograms(state(router(), mark)))
        .singleElement()
        .asString()
        .contains("the program nft", "packages: [nftables]");
    assertThat(withoutPrograms(state(router(), mark, new PackageResource("nftables")))).isEmpty();
    assertThat(withoutPrograms(state(router()))).isEmpty();
    assertThat(problems(state(router(), mark))).isEmpty();
  }

  private List<String> withoutPrograms(HostState state) {
    return HostProblems.of(kernel, _ -> false, HostState.empty("shop", "lvs1"), state, _ -> false);
  }

  @Test
  void aRouterOnTheLoopbackIsAProblem() {
    assertThat(problems(state(on("lo", Transport.MULTICAST))))
        .containsExactly(
            "virtual router VI_1: VRRP cannot reach another director on lo, which is a loopback");
  }

  @Test
  void anInterfaceWithoutMulticastNeedsUnicast() {
    kernel.withLinkWithoutMulticast("ppp0").withAddress("ppp0", "10.0.0.1/32");
    assertThat(problems(state(on("ppp0", Transport.MULTICAST))))
        .containsExactly(
            "virtual router VI_1: ppp0 cannot send multicast, so no other director would hear it;"
                + " use unicast");
    Transport unicast =
        new Transport(
            List.of(new Transport.Peer(InetAddresses.parse("192.168.0.16"), 255, 255)),
            null,
            null,
            255,
            true,
            null);
    assertThat(problems(state(on("ppp0", unicast)))).isEmpty();
  }

  private List<String> problems(HostState state) {
    return HostProblems.of(kernel, _ -> true, HostState.empty("shop", "lvs1"), state, _ -> false);
  }

  private static VirtualRouterSpec router(Resource... held) {
    return HeldHost.router("VI_1", List.of(held));
  }

  private static VirtualRouterSpec on(String interfaceName, Transport transport) {
    VirtualRouterSpec plain = TestRouters.router("VI_1", interfaceName);
    return new VirtualRouterSpec(plain.config().with(transport), List.of(), List.of(), List.of());
  }

  private static HostState state(VirtualRouterSpec router, Resource... resources) {
    return HeldHost.state(List.of(resources), List.of(router));
  }
}
