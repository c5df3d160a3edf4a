package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.NetworkNamespace.tool;
import static org.hactl.module.kernel.LabKernel.inNamespace;

import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.PromotedInterfaces;
import org.hactl.linux.kernel.PromotingAddresses;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The removal of a VIP on the real kernel: the host's own address was renewed while the VIP was
 * there, and must stay.
 */
@Tag("lab")
class SecondaryAddressLabTest {
  private static final String PROMOTE = "net.ipv4.conf.v0.promote_secondaries";

  @Test
  void aVipLeavesTheHostsOwnAddressAndItsRoutes() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      vipBeforeTheHostsOwn(host);
      tool("ip", "route", "add", "default", "via", "192.0.2.1", "src", "192.0.2.14");
      host.converge(List.of());
      assertThat(tool("ip", "-4", "addr", "show", "dev", "v0"))
          .contains("inet 192.0.2.14/24 brd 192.0.2.255 scope global dynamic v0:own\n")
          .doesNotContain("192.0.2.254");
      assertThat(tool("ip", "route")).contains("default via 192.0.2.1 dev v0 src 192.0.2.14");
      assertThat(tool("sysctl", "-n", PROMOTE)).isEqualTo("0");
    });
  }

  @Test
  void inAContainerWhoseParametersAreReadOnly() throws Exception {
    inNamespace(kernel -> {
      vipBeforeTheHostsOwn(new Host<>(new AddressModule(kernel)));
      new PromotingAddresses(kernel.addresses(), new PromotedInterfaces(readOnly(kernel)))
          .apply(List.of(new AddressChange.Remove("v0", InetPrefix.parse("192.0.2.254/24"))))
          .orThrow();
      assertThat(tool("ip", "-4", "addr", "show", "dev", "v0"))
          .contains("inet 192.0.2.14/24 brd 192.0.2.255 scope global")
          .contains("v0:own")
          .doesNotContain("192.0.2.254");
    });
  }

  private static void vipBeforeTheHostsOwn(
      Host<AddressResource, KernelState<InterfaceAddress>> host) throws Exception {
    tool("sysctl", "-w", "net.ipv4.conf.all.promote_secondaries=0", PROMOTE + "=0");
    host.converge(List.of(AddressResource.of("v0", "192.0.2.254/24")));
    tool(
        ("ip addr add 192.0.2.14/24 brd + dev v0 label v0:own valid_lft 3600 preferred_lft 1800")
            .split(" "));
    assertThat(tool("ip", "-4", "addr", "show", "dev", "v0")).contains("secondary");
  }

  private static Sysctls readOnly(Kernel kernel) {
    return new Sysctls() {
      @Override
      public Optional<String> read(SysctlKey key) {
        return kernel.sysctls().read(key);
      }

      @Override
      public void write(SysctlKey key, String value) {
        throw new LinuxException("write sysctl", key.toString(), Errno.EROFS, "");
      }
    };
  }
}
