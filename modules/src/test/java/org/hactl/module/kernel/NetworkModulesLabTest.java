package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.linux.netlink.NetworkNamespace.tool;
import static org.hactl.module.kernel.LabKernel.inNamespace;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.module.Plan;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlModule;
import org.hactl.module.sysctl.SysctlResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Addresses and sysctls on the real kernel: a second pass has nothing to do, and nothing is left
 * behind.
 */
@Tag("lab")
class NetworkModulesLabTest {
  @Test
  void addresses() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      String before = tool("ip", "-br", "addr");
      List<AddressResource> desired =
          List.of(
              AddressResource.of("lo", "192.168.0.254"),
              AddressResource.of("v0", "2001:db8::254"),
              AddressResource.of("v0", "10.8.0.1/24", "v0:vip", "link"));
      host.converge(desired);
      assertThat(tool("ip", "addr"))
          .contains("inet 192.168.0.254/32 scope global lo")
          .contains("inet 10.8.0.1/24 scope link v0:vip")
          .contains("inet6 2001:db8::254/128 scope global nodad");
      tool("ip", "addr", "del", "192.168.0.254/32", "dev", "lo");
      tool("ip", "addr", "del", "10.8.0.1/24", "dev", "v0");
      tool("ip", "addr", "add", "10.8.0.1/24", "dev", "v0");
      tool("ip", "addr", "add", "192.168.0.253/32", "dev", "v0");
      Plan plan = host.converge(desired);
      assertThat(Host.words(plan))
          .containsExactly(
              "CREATE address[lo 192.168.0.254/32] | address: - > 192.168.0.254/32",
              "UPDATE address[v0 10.8.0.1/24] | label: v0 > v0:vip | scope: global > link");
      assertThat(plan.unmanaged())
          .extracting(Object::toString)
          .containsExactly("address[v0 192.168.0.253/32]");
      host.exclusive().converge(List.of());
      assertThat(tool("ip", "-br", "addr")).isEqualTo(before);
    });
  }

  @Test
  void everyFieldOfAnAddress() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      String before = tool("ip", "-br", "addr");
      AddressResource vip = AddressResource.of("v0", "2001:db8::254").withPreferredSeconds(0L);
      List<AddressResource> desired =
          List.of(
              AddressResource.of("v0", "10.7.0.1").withPeer("10.7.0.2"),
              AddressResource.of("v0", "10.6.0.1/24").withBroadcast("+"),
              AddressResource.of("v0", "10.5.0.1/24").withFlags(List.of("noprefixroute")),
              vip);
      host.converge(desired);
      assertThat(tool("ip", "addr", "show", "dev", "v0"))
          .contains("inet 10.7.0.1 peer 10.7.0.2/32 scope global v0")
          .contains("inet 10.6.0.1/24 brd 10.6.0.255 scope global v0")
          .contains("inet 10.5.0.1/24 scope global noprefixroute v0")
          .contains("inet6 2001:db8::254/128 scope global nodad deprecated");
      tool("ip", "addr", "del", "10.7.0.1", "peer", "10.7.0.2/32", "dev", "v0");
      tool("ip", "addr", "add", "10.7.0.1", "peer", "10.7.0.3/32", "dev", "v0");
      tool("ip", "addr", "change", "2001:db8::254/128", "dev", "v0", "preferred_lft", "forever");
      assertThat(Host.words(host.converge(desired)))
          .containsExactly(
              "UPDATE address[v0 10.7.0.1/32] | peer: 10.7.0.3 > 10.7.0.2",
              "UPDATE address[v0 2001:db8::254/128] | flags: dad > - | preferred_lft: - > 0s");
      host.converge(List.of(vip.withPreferredSeconds(null)));
      assertThat(tool("ip", "addr", "show", "dev", "v0")).doesNotContain("deprecated");
      host.converge(List.of());
      assertThat(tool("ip", "-br", "addr")).isEqualTo(before);
    });
  }

  @Test
  void identityOfAnAddressInTheKernel() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      String before = tool("ip", "-br", "addr");
      AddressResource vip = AddressResource.of("v0", "2001:db8::254/64");
      AddressResource tunnel = AddressResource.of("v0", "10.7.0.1").withPeer("10.7.0.2");
      host.converge(List.of(vip, tunnel));
      tool("ip", "addr", "del", "2001:db8::254/64", "dev", "v0");
      tool("ip", "addr", "add", "2001:db8::254/128", "dev", "v0", "nodad");
      tool("ip", "addr", "del", "10.7.0.1", "peer", "10.7.0.2/32", "dev", "v0");
      tool("ip", "addr", "add", "10.7.0.1", "peer", "10.7.0.2/32", "dev", "v0", "label", "v0:x");
      assertThat(Host.words(host.converge(List.of(vip, tunnel))))
          .containsExactly(
              "UPDATE address[v0 10.7.0.1/32] | label: v0:x > v0",
              "UPDATE address[v0 2001:db8::254/64] | address: 2001:db8::254/128 >"
                  + " 2001:db8::254/64");
      assertThat(tool("ip", "addr", "show", "dev", "v0"))
          .contains("inet 10.7.0.1 peer 10.7.0.2/32 scope global v0\n")
          .contains("inet6 2001:db8::254/64 scope global nodad");
      tool("ip", "addr", "del", "2001:db8::254/64", "dev", "v0");
      tool("ip", "addr", "add", "2001:db8::254/128", "dev", "v0", "nodad");
      assertThat(host.converge(List.of()).left()).containsExactly(vip.id());
      tool("ip", "addr", "del", "2001:db8::254/128", "dev", "v0");
      assertThat(tool("ip", "-br", "addr")).isEqualTo(before);
    });
  }

  @Test
  void anAddressThatAnotherHostHas() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      tool("ip", "addr", "add", "2001:db8::9/64", "dev", "v1", "nodad");
      AddressResource asked = AddressResource.of("v0", "2001:db8::9/64");
      host.converge(List.of(asked.withFlags(List.of("dad"))));
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> tool("ip", "addr", "show", "dev", "v0").contains("dadfailed"));
      assertThat(host.plan(List.of(asked.withFlags(List.of("dad")))).problems())
          .singleElement()
          .asString()
          .contains("another host has this address");
      host.converge(List.of(asked));
      assertThat(tool("ip", "addr", "show", "dev", "v0"))
          .contains("inet6 2001:db8::9/64 scope global nodad")
          .doesNotContain("dadfailed");
    });
  }

  @Test
  void autojoinIsAddedAndRemoved() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      AddressResource group = AddressResource.of("v0", "ff05::4321");
      host.converge(List.of(group.withFlags(List.of("autojoin"))));
      assertThat(tool("ip", "maddr", "show", "dev", "v0")).contains("ff05::4321");
      // The kernel accepts a multicast address only with this flag. A change in place would succeed
      // and keep the flag.
      assertThat(host.apply(host.plan(List.of(group))))
          .singleElement()
          .satisfies(result -> assertThat(result.error()).hasMessageContaining("EADDRNOTAVAIL"));
      assertThat(tool("ip", "maddr", "show", "dev", "v0")).doesNotContain("ff05::4321");
    });
  }

  @Test
  void sysctls() throws Exception {
    inNamespace(kernel -> {
      Host<SysctlResource, SysctlModule.Observed> host =
          new Host<>(new SysctlModule(kernel.sysctls()));
      List<SysctlResource> desired =
          List.of(
              new SysctlResource("net.ipv4.conf.lo.arp_ignore", "1"),
              new SysctlResource("net.ipv4.conf.all.arp_announce", "2"),
              new SysctlResource("net.ipv4.conf.v0.forwarding", "0"),
              new SysctlResource("net.ipv4.ip_forward", "1"),
              new SysctlResource("net.ipv4.ping_group_range", "0 1000"));
      String before = values();
      host.converge(desired);
      assertThat(values()).isEqualTo("1\n2\n0\n1\n0\t1000");
      tool("sysctl", "-w", "net.ipv4.conf.lo.arp_ignore=0");
      assertThat(Host.words(host.converge(desired)))
          .containsExactly("UPDATE sysctl[net.ipv4.conf.lo.arp_ignore] | value: 0 > 1");
      host.converge(List.of());
      assertThat(values()).isEqualTo(before);
    });
  }

  @Test
  void sysctlsThatReadDifferentlyThanTheyWereWritten() throws Exception {
    inNamespace(kernel -> {
      Host<SysctlResource, SysctlModule.Observed> host =
          new Host<>(new SysctlModule(kernel.sysctls()));
      SysctlResource secret =
          new SysctlResource(
              "net.ipv6.conf.v0.stable_secret", "fd00:0000:0000:0000:0000:0000:0000:0001");
      assertThat(host.plan(List.of(new SysctlResource("net.ipv4.route.flush", "1"))).problems())
          .singleElement()
          .asString()
          .contains("EACCES");
      SysctlResource ports = new SysctlResource("net.ipv4.ip_local_reserved_ports", "1,2,3");
      assertThat(host.apply(host.plan(List.of(ports))))
          .singleElement()
          .satisfies(result ->
              assertThat(result.error())
                  .hasMessageContaining("the kernel makes 1-3 of 1,2,3: write 1-3 in the site"));
      host.converge(List.of(secret, new SysctlResource(ports.key(), "1-3")));
      assertThat(tool("sysctl", "-n", "net.ipv6.conf.v0.stable_secret")).isEqualTo(secret.value());
    });
  }

  private static String values() throws Exception {
    return tool(
        "sysctl",
        "-n",
        "net.ipv4.conf.lo.arp_ignore",
        "net.ipv4.conf.all.arp_announce",
        "net.ipv4.conf.v0.forwarding",
        "net.ipv4.ip_forward",
        "net.ipv4.ping_group_range");
  }
}
